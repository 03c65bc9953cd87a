using System.CommandLine;
using Audience.Client;
using Audience.Local.Remote;

namespace Audience.Local.Models;

/// <summary><c>models list|status|prepare|report|votes|test|download|import|abort|delete</c>: looks after the models of any running
/// API.</summary>
internal static class ModelsCommand
{
    private const string IdHelp = "The model's MODEL_JOB_ID, or its task id.";

    public static Command Create()
    {
        var models = ApiOptions.Command("models", "Look after the models of a running API.");
        var limit = new Option<int>("--limit") { Description = "How many at most, 1 to 200.", DefaultValueFactory = _ => 20 };
        var list = new Command("list", "List the latest models.") { limit };
        list.SetAction((parsed, token) => RunAsync(parsed, (_, api, view) => view.ListAsync(api, parsed.GetValue(limit), token)));
        Command[] commands =
        [
            list,
            Sub("status", "Show a model.", (api, view, id, token) => view.StatusAsync(api, id, token)),
            ModelPrepareCommand.Create(),
            Sub("report", "Show precision, recall and F1 of each label.", (api, view, id, token) => view.ReportAsync(api, id, token)),
            Sub("votes", "Show what the votes of a vote of models weigh.", (api, view, id, token) => view.VotesAsync(api, id, token)),
            ModelTestCommand.Create(new Argument<string>("model") { Description = IdHelp }),
            Download(),
            ModelImportCommand.Create(),
            Sub(
                "abort",
                "End the preparation of a model.",
                async (api, view, id, token) => view.Say(await api.AbortModelAsync(ModelIds.Request(id), token))
            ),
            Sub(
                "delete",
                "Delete a model.",
                async (api, view, id, token) => view.Say(await api.DeleteModelAsync(ModelIds.Request(id), token))
            ),
        ];
        foreach (var command in commands)
            models.Add(command);
        return models;
    }

    /// <summary>Calls the API that the options name; see <see cref="ApiCalls.RunAsync"/>.</summary>
    internal static Task<int> RunAsync(ParseResult parsed, Func<HttpClient, AudienceClient, ModelView, Task<int>> run) =>
        ApiCalls.RunAsync(parsed, (http, api) => run(http, api, new ModelView(parsed.GetValue(ApiOptions.Json))));

    private static Command Download()
    {
        var id = new Argument<string>("model") { Description = IdHelp };
        var path = new Option<string?>("--out") { Description = "The file, or - for standard output; default one named after the model." };
        var command = new Command("download", "Write a model to a file, which label --model and models import take.") { id, path };
        command.SetAction(
            (parsed, token) =>
                RunAsync(
                    parsed,
                    async (_, api, view) =>
                    {
                        string model = parsed.GetValue(id)!;
                        string to = parsed.GetValue(path) ?? $"model-{model}.zip";
                        using var file = await api.DownloadModelAsync(model, token);
                        return view.Saved(to, await ApiCalls.SaveAsync(file.Stream, to, token));
                    }
                )
        );
        return command;
    }

    private static Command Sub(string name, string description, Func<AudienceClient, ModelView, string, CancellationToken, Task<int>> run)
    {
        var id = new Argument<string>("model") { Description = IdHelp };
        var command = new Command(name, description) { id };
        command.SetAction((parsed, token) => RunAsync(parsed, (_, api, view) => run(api, view, parsed.GetValue(id)!, token)));
        return command;
    }
}
