using System.CommandLine;
using Audience.Local.Remote;

namespace Audience.Local.Tasks;

/// <summary><c>tasks download ID</c>: all rows of a task as a file.</summary>
internal static class TaskDownloadCommand
{
    public static Command Create(Argument<string> id)
    {
        var rows = new Option<string>("--rows") { Description = "labels or panels.", DefaultValueFactory = _ => "labels" };
        var format = new Option<string>("--format") { Description = "csv, jsonl or parquet.", DefaultValueFactory = _ => "csv" };
        var group = new Option<string?>("--group") { Description = "Only this source group." };
        var label = new Option<string?>("--label") { Description = "Only this label or panel." };
        var gzip = new Option<bool>("--gzip") { Description = "Pack it." };
        var raw = new Option<bool>("--raw") { Description = "CSV without the apostrophe before cells that look like formulas." };
        var path = new Option<string?>("--out") { Description = "The file, or - for standard output; default one named after the task." };
        rows.AcceptOnlyFromAmong("labels", "panels");
        format.AcceptOnlyFromAmong("csv", "jsonl", "parquet");
        var command = new Command("download", "Write all rows of a task to a file.") { id, rows, format, group, label, gzip, raw, path };
        command.SetAction(
            (parsed, cancellationToken) =>
                TasksCommand.RunAsync(
                    parsed,
                    async (http, api, view) =>
                    {
                        string task = await TaskIds.FindAsync(api, parsed.GetValue(id)!, cancellationToken);
                        (string what, string kind, bool packed) = (parsed.GetValue(rows)!, parsed.GetValue(format)!, parsed.GetValue(gzip));
                        string query =
                            $"rows={what}&format={kind}&gzip={Word(packed)}&raw={Word(parsed.GetValue(raw))}"
                            + $"&group={Uri.EscapeDataString(parsed.GetValue(group) ?? "")}"
                            + $"&label={Uri.EscapeDataString(parsed.GetValue(label) ?? "")}";
                        string to = parsed.GetValue(path) ?? $"{task}_{what}.{kind}{(packed ? ".gz" : "")}";
                        long bytes = await ApiFile.GetAsync(
                            http,
                            $"tasks/{Uri.EscapeDataString(task)}/download/?{query}",
                            to,
                            cancellationToken
                        );
                        return to == "-" ? 0 : view.Saved(to, bytes);
                    }
                )
        );
        return command;
    }

    private static string Word(bool value) => value ? "true" : "false";
}
