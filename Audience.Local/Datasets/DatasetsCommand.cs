using System.CommandLine;
using Audience.Client;
using Audience.Local.Remote;
using Spectre.Console;

namespace Audience.Local.Datasets;

/// <summary><c>datasets list|status|add|upload|download|suspects|delete</c>: looks after the data sets of any running API.</summary>
internal static class DatasetsCommand
{
    public static Command Create()
    {
        var sets = ApiOptions.Command("datasets", "Look after the data sets of a running API.");
        var list = new Command("list", "List the data sets.");
        list.SetAction((parsed, token) => RunAsync(parsed, (api, view) => ListAsync(api, view, token)));
        Command[] commands =
        [
            list,
            Sub("status", "Show a data set.", async (api, view, id, token) => view.Fields(await api.GetDataSetAsync(id, token))),
            Add(),
            Upload(),
            Download(),
            SuspectsCommand.Create(Id()),
            Sub(
                "delete",
                "Delete a data set with its rows; models made from it stay.",
                async (api, view, id, token) => view.Say(await api.DeleteDataSetAsync(id, token))
            ),
        ];
        foreach (var command in commands)
            sets.Add(command);
        return sets;
    }

    private static async Task<int> ListAsync(AudienceClient api, ApiView view, CancellationToken cancellationToken)
    {
        var sets = await api.ListDataSetsAsync(cancellationToken);
        var table = new Table().AddWhole("data set").AddColumn("name").AddWhole("holds");
        foreach (var set in sets)
            table.AddRow(ApiView.Row(set.TaskId, set.Name, set.TaskType == "rule_task" ? "rules" : "documents"));
        return view.Show(sets, table);
    }

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "What it is called." };
        var id = new Option<string>("--id")
        {
            Description = "Its id, 32 hexadecimal digits; default a new one.",
            DefaultValueFactory = _ => Guid.NewGuid().ToString("N"),
        };
        var rules = new Option<bool>("--rules") { Description = "It is to hold rules, not documents." };
        var multi = new Option<bool>("--multi-label") { Description = "A document may have several labels." };
        var description = new Option<string?>("--description") { Description = "What it is for." };
        var command = new Command("add", "Make an empty data set, and print its id.") { name, id, rules, multi, description };
        command.SetAction(
            (parsed, token) =>
                RunAsync(
                    parsed,
                    async (api, view) =>
                    {
                        var request = new DataSetRequest
                        {
                            Name = parsed.GetValue(name)!,
                            Description = parsed.GetValue(description),
                            TaskType = parsed.GetValue(rules) ? "rule_task" : "machine_learning_task",
                            IsMultiLabel = parsed.GetValue(multi),
                        };
                        return view.Say((await api.AddDataSetAsync(parsed.GetValue(id)!, request, token)).TaskId);
                    }
                )
        );
        return command;
    }

    private static Command Upload()
    {
        var id = Id();
        var path = new Argument<FileInfo>("file") { Description = "A CSV of documents (content, label, dataset_type …) or of rules." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace the rows that are there." };
        var command = new Command("upload", "Add the rows of a file to a data set: all of them, or none.")
        {
            id,
            path.AcceptExistingOnly(),
            overwrite,
        };
        command.SetAction(
            (parsed, token) =>
                RunAsync(
                    parsed,
                    async (api, view) =>
                    {
                        var file = parsed.GetValue(path)!;
                        await using var bytes = file.OpenRead();
                        var parameter = new FileParameter(bytes, file.Name);
                        string set = await DatasetIds.FindAsync(api, parsed.GetValue(id)!, token);
                        return view.Fields(await api.UploadDataSetAsync(set, parsed.GetValue(overwrite), parameter, token));
                    }
                )
        );
        return command;
    }

    private static Command Download()
    {
        var id = Id();
        var path = new Option<string?>("--out")
        {
            Description = "The file, or - for standard output; default one named after the data set.",
        };
        var command = new Command("download", "Write the rows of a data set to a CSV, which upload takes.") { id, path };
        command.SetAction(
            (parsed, token) =>
                RunAsync(
                    parsed,
                    async (api, view) =>
                    {
                        string set = await DatasetIds.FindAsync(api, parsed.GetValue(id)!, token);
                        string to = parsed.GetValue(path) ?? $"{set}.csv";
                        using var file = await api.DownloadDataSetAsync(set, token);
                        return view.Saved(to, await ApiCalls.SaveAsync(file.Stream, to, token));
                    }
                )
        );
        return command;
    }

    private static Argument<string> Id() => new("dataset") { Description = "The data set's id, or as much of its beginning as names one." };

    private static Command Sub(string name, string description, Func<AudienceClient, ApiView, string, CancellationToken, Task<int>> run)
    {
        var id = Id();
        var command = new Command(name, description) { id };
        command.SetAction(
            (parsed, token) =>
                RunAsync(
                    parsed,
                    async (api, view) => await run(api, view, await DatasetIds.FindAsync(api, parsed.GetValue(id)!, token), token)
                )
        );
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, Func<AudienceClient, ApiView, Task<int>> run) =>
        ApiCalls.RunAsync(parsed, (_, api) => run(api, new ApiView(parsed.GetValue(ApiOptions.Json))));
}
