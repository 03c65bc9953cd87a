using System.CommandLine;
using Audience.Client;

namespace Audience.Local.Models;

/// <summary><c>models test</c>: measures a model on the documents of a data set that are set aside for it (<c>ext_test</c>).</summary>
internal static class ModelTestCommand
{
    public static Command Create(Argument<string> id)
    {
        var set = new Option<string>("--dataset") { Description = "The data set's id, or a labelling job's number.", Required = true };
        var wait = new Option<bool>("--wait") { Description = "Wait until it is done; exits 1 where it failed." };
        var command = new Command("test", "Measure a model on the ext_test documents of a data set.") { id, set, wait };
        command.SetAction(
            (parsed, token) =>
                ModelsCommand.RunAsync(
                    parsed,
                    async (_, api, view) =>
                    {
                        string data = parsed.GetValue(set)!;
                        var job = await api.TestModelAsync(
                            new TestModelRequest
                            {
                                DatasetNo = ModelIds.Job(data) is { } number ? number : data,
                                ModelJobId = ModelIds.Job(parsed.GetValue(id)),
                                TaskId = ModelIds.Task(parsed.GetValue(id)),
                            },
                            token
                        );
                        return parsed.GetValue(wait) ? await view.WaitAsync(api, job.TaskId, true, token) : view.Started(job);
                    }
                )
        );
        return command;
    }
}
