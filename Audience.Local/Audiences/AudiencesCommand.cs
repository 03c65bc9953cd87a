using System.CommandLine;
using Audience.Client;
using Audience.Local.Remote;

namespace Audience.Local.Audiences;

/// <summary><c>audiences count|overlap|list|save|status|download|delete</c>: looks after the audiences of any running API.</summary>
internal static class AudiencesCommand
{
    public static Command Create()
    {
        var audiences = ApiOptions.Command("audiences", "Count, save and download sets of authors by their panels.");
        var list = new Command("list", "List the audiences that are saved.");
        list.SetAction((parsed, token) => RunAsync(parsed, (_, api, view) => view.ListAsync(api, token)));
        Command[] commands =
        [
            Count(),
            Overlap(),
            list,
            Save(),
            Sub(
                "status",
                "Count a saved audience, and show the sizes that it had.",
                (api, view, id, token) => view.StatusAsync(api, id, token)
            ),
            Download(),
            Sub(
                "delete",
                "Delete a saved audience; tasks stay as they are.",
                async (api, view, id, token) => view.Say((await api.DeleteAudienceAsync(id, token)).ErrorMessage)
            ),
        ];
        foreach (var command in commands)
            audiences.Add(command);
        return audiences;
    }

    private static Command Count()
    {
        var set = new AudienceOptions();
        var command = set.AddTo(new Command("count", "Count the authors of finished tasks whose panels fit an expression."));
        command.SetAction(
            (parsed, token) =>
                RunAsync(
                    parsed,
                    async (_, api, view) =>
                        view.Count(
                            (
                                await api.CountAudienceAsync(
                                    new CountAudienceRequest
                                    {
                                        Of = set.Of(parsed),
                                        Where = set.Where(parsed),
                                        Groups = set.Groups(parsed),
                                    },
                                    token
                                )
                            ).ErrorMessage
                        )
                )
        );
        return command;
    }

    private static Command Overlap()
    {
        var set = new AudienceOptions();
        var panels = new Option<string[]>("--panels")
        {
            Description = "1 to 12 panels: /female /married.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var command = set.AddTo(new Command("overlap", "Count every combination of panels that occurs.") { panels }, where: false);
        command.SetAction(
            (parsed, token) =>
                RunAsync(
                    parsed,
                    async (_, api, view) =>
                        view.Overlap(
                            (
                                await api.OverlapPanelsAsync(
                                    new OverlapRequest
                                    {
                                        Of = set.Of(parsed),
                                        Panels = parsed.GetValue(panels)!,
                                        Groups = set.Groups(parsed),
                                    },
                                    token
                                )
                            ).ErrorMessage
                        )
                )
        );
        return command;
    }

    private static Command Save()
    {
        var set = new AudienceOptions();
        var name = new Argument<string>("name") { Description = "What it is called; no other audience may have the name." };
        var command = set.AddTo(new Command("save", "Save an audience under a name, and print its id.") { name });
        command.SetAction(
            (parsed, token) =>
                RunAsync(
                    parsed,
                    async (_, api, view) =>
                        view.SavedAs(
                            (
                                await api.SaveAudienceAsync(
                                    new SaveAudienceRequest
                                    {
                                        Name = parsed.GetValue(name)!,
                                        Of = set.Of(parsed),
                                        Where = set.Where(parsed),
                                        Groups = set.Groups(parsed),
                                    },
                                    token
                                )
                            ).ErrorMessage
                        )
                )
        );
        return command;
    }

    private static Command Download()
    {
        var id = Id();
        var format = new Option<string>("--format") { Description = "csv, jsonl or parquet.", DefaultValueFactory = _ => "csv" };
        var path = new Option<string?>("--out")
        {
            Description = "The file, or - for standard output; default one named after the audience.",
        };
        var gzip = new Option<bool>("--gzip") { Description = "Pack it." };
        var raw = new Option<bool>("--raw") { Description = "CSV without the apostrophe before cells that look like formulas." };
        format.AcceptOnlyFromAmong("csv", "jsonl", "parquet");
        var command = new Command("download", "Write the authors of a saved audience to a file.") { id, format, gzip, raw, path };
        command.SetAction(
            (parsed, token) =>
                RunAsync(
                    parsed,
                    async (http, api, view) =>
                    {
                        (string audience, string kind, bool packed) = (
                            await AudienceIds.FindAsync(api, parsed.GetValue(id)!, token),
                            parsed.GetValue(format)!,
                            parsed.GetValue(gzip)
                        );
                        string to = parsed.GetValue(path) ?? $"audience_{audience}.{kind}{(packed ? ".gz" : "")}";
                        string query = $"format={kind}&gzip={Word(packed)}&raw={Word(parsed.GetValue(raw))}";
                        long bytes = await ApiFile.GetAsync(
                            http,
                            $"audiences/{Uri.EscapeDataString(audience)}/download/?{query}",
                            to,
                            token
                        );
                        return to == "-" ? 0 : view.Saved(to, bytes);
                    }
                )
        );
        return command;
    }

    private static string Word(bool value) => value ? "true" : "false";

    private static Argument<string> Id() =>
        new("audience") { Description = "The audience's id, or as much of its beginning as names one." };

    private static Command Sub(
        string name,
        string description,
        Func<AudienceClient, AudienceView, string, CancellationToken, Task<int>> run
    )
    {
        var id = Id();
        var command = new Command(name, description) { id };
        command.SetAction(
            (parsed, token) =>
                RunAsync(
                    parsed,
                    async (_, api, view) => await run(api, view, await AudienceIds.FindAsync(api, parsed.GetValue(id)!, token), token)
                )
        );
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, Func<HttpClient, AudienceClient, AudienceView, Task<int>> run) =>
        ApiCalls.RunAsync(parsed, (http, api) => run(http, api, new AudienceView(parsed.GetValue(ApiOptions.Json))));
}
