using System.CommandLine;
using Audience.Client;

namespace Audience.Local.Models;

/// <summary><c>models prepare</c>: a model from a data set.</summary>
internal static class ModelPrepareCommand
{
    private static readonly string[] s_types =
    [
        "LOGISTIC_REGRESSION_MODEL",
        "SVM_MODEL",
        "RANDOM_FOREST_MODEL",
        "TERM_WEIGHT_MODEL",
        "KEYWORD_MODEL",
        "RULE_MODEL",
        Vote,
    ];

    private const string Vote = "LABEL_VOTE_MODEL";

    public static Command Create()
    {
        var set = new Argument<string>("dataset")
        {
            Description = "A data set's id (32 hexadecimal digits), or the number of a labelling job of the frontend.",
        };
        var type = new Option<string>("--type") { Description = string.Join(", ", s_types), DefaultValueFactory = _ => s_types[0] };
        var predict = new Option<string>("--predict-type")
        {
            Description = "AUTHOR, CONTENT or TITLE.",
            DefaultValueFactory = _ => "CONTENT",
        };
        var job = new Option<int?>("--job") { Description = "Its MODEL_JOB_ID; a model that has it is replaced once this one is ready." };
        var name = new Option<string?>("--name") { Description = "Its name; default made of the job and the type." };
        var queue = new Option<string?>("--queue") { Description = "The queue of the workers that prepare it." };
        var voters = new Option<string[]>("--model")
        {
            Description = $"For a {Vote}: a model whose votes are weighed, by its number or task id; give it 2 to 20 times.",
        };
        var wait = new Option<bool>("--wait") { Description = "Wait until it is ready; exits 1 where it failed." };
        type.AcceptOnlyFromAmong(s_types);
        predict.AcceptOnlyFromAmong("AUTHOR", "CONTENT", "TITLE");
        var command = new Command("prepare", "Prepare a model from a data set.") { set, type, predict, job, name, queue, voters, wait };
        command.SetAction(
            (parsed, token) =>
                ModelsCommand.RunAsync(
                    parsed,
                    async (_, api, view) =>
                    {
                        string kind = parsed.GetValue(type)!;
                        string data = parsed.GetValue(set)!;
                        var model = await api.PrepareModelAsync(
                            new PrepareModelRequest
                            {
                                DatasetNo = ModelIds.Job(data) is { } number ? number : data,
                                ModelJobId = parsed.GetValue(job),
                                PredictType = parsed.GetValue(predict)!,
                                ModelType = kind,
                                ModelInfo = new ModelInfo
                                {
                                    ModelPath = parsed.GetValue(name) ?? $"{parsed.GetValue(job)}_{kind}".TrimStart('_').ToLowerInvariant(),
                                },
                                Queue = parsed.GetValue(queue),
                                ModelIdList = parsed.GetValue(voters) is { Length: > 0 } models ? models : null,
                            },
                            token
                        );
                        return parsed.GetValue(wait) ? await view.WaitAsync(api, model.TaskId, false, token) : view.Started(model);
                    }
                )
        );
        return command;
    }
}
