using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Client;
using Spectre.Console;

namespace Audience.Local.Tasks;

/// <summary>Shows what the API says, as tables for people or as JSON for programs.</summary>
internal sealed class TaskView(bool json)
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<int> ListAsync(AudienceClient api, int limit, string? stat, CancellationToken cancellationToken)
    {
        var tasks = (await api.ListTasksAsync(limit, stat, cancellationToken: cancellationToken)).Content;
        var table = new Table().AddColumns("task", "created", "stat", "phase", "progress", "posts", "rows", "range");
        foreach (var task in tasks)
            table.AddRow(
                Row(
                    task.TaskId,
                    task.CreateTime,
                    task.Stat,
                    task.Phase,
                    $"{task.Progress:P0}",
                    task.LengthReceiveTable,
                    task.LengthOutputTable,
                    task.DateRange
                )
            );
        return Show(tasks, table);
    }

    public async Task<int> StatusAsync(AudienceClient api, string id, CancellationToken cancellationToken) =>
        Show((await api.GetTaskStatusAsync(id, cancellationToken)).ErrorMessage);

    public async Task<int> WatchAsync(AudienceClient api, string id, CancellationToken cancellationToken)
    {
        var task = json
            ? await api.WaitForTaskAsync(id, cancellationToken: cancellationToken)
            : await TaskProgress.ShowAsync(bar => api.WaitForTaskAsync(id, bar, cancellationToken: cancellationToken));
        Show(task);
        return task.Stat == "SUCCESS" ? 0 : 1;
    }

    public async Task<int> SampleAsync(AudienceClient api, string id, CancellationToken cancellationToken)
    {
        var rows = (await api.SampleTaskAsync(id, cancellationToken: cancellationToken)).ErrorMessage;
        var table = new Table().AddColumns("source_author", "panel", "create_time", "match_content");
        foreach (var row in rows)
            table.AddRow(Row(row.SourceAuthor, row.Panel, row.CreateTime, row.MatchContent));
        return Show(rows, table);
    }

    public async Task<int> RulesAsync(
        AudienceClient api,
        string id,
        (string? Label, string? Sort, int Limit) query,
        CancellationToken cancellationToken
    )
    {
        var rules = (
            await api.GetTaskRulesAsync(id, query.Label, query.Sort, query.Limit, cancellationToken: cancellationToken)
        ).ErrorMessage;
        var table = new Table().AddColumns("label", "rule", "item", "posts", "share", "only", "conflicts");
        foreach (var rule in rules.Rules)
            table.AddRow(
                Row(
                    rule.Label,
                    rule.Rule,
                    rule.Item,
                    rule.Posts,
                    string.Format(CultureInfo.InvariantCulture, "{0:P1}", rule.Share),
                    rule.Only,
                    rule.Conflicts
                )
            );
        foreach (var rule in rules.Unmatched)
            table.AddRow(Row(rule.Label, rule.Rule, rule.Item, 0, "", 0, 0));
        table.Caption($"{rules.Total} rules match some of {rules.Posts} posts, {rules.UnmatchedTotal} match nothing");
        return Show(rules, table);
    }

    public async Task<int> AbortAsync(AudienceClient api, string id, CancellationToken cancellationToken) =>
        Say((await api.AbortTaskAsync(new TaskIdRequest { TaskId = id }, cancellationToken)).ErrorMessage);

    public async Task<int> ResumeAsync(AudienceClient api, string id, CancellationToken cancellationToken) =>
        Say((await api.ResumeTaskAsync(new TaskIdRequest { TaskId = id }, cancellationToken)).ErrorMessage);

    public async Task<int> DeleteAsync(AudienceClient api, string id, CancellationToken cancellationToken) =>
        Say((await api.DeleteTaskAsync(new TaskIdRequest { TaskId = id }, cancellationToken)).ErrorMessage);

    /// <summary>Says that a task was started: its id, on a line of its own.</summary>
    public void Created(TaskConfiguration task) => Console.WriteLine(json ? JsonSerializer.Serialize(task, Options) : task.TaskId);

    /// <summary>Says where rows were written.</summary>
    public int Saved(string file, long bytes) =>
        Show(new { file, bytes }, Line($"{file}: {bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes"));

    private int Say(string message) => Show(message, Line(message));

    private static Table Line(string text) => new Table().HideHeaders().NoBorder().AddColumn("").AddRow(Row(text));

    private int Show(TaskSummary task)
    {
        var table = new Table().HideHeaders().AddColumns("", "");
        foreach (var field in JsonSerializer.SerializeToElement(task, Options).EnumerateObject())
            table.AddRow(Row(field.Name, field.Value.ToString()));
        return Show(task, table);
    }

    private int Show<T>(T value, Table table)
    {
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(value, Options));
        else
            AnsiConsole.Write(table);
        return 0;
    }

    // What users typed is text, not markup.
    private static string[] Row(params object?[] cells) =>
        [.. cells.Select(c => Markup.Escape(string.Format(CultureInfo.InvariantCulture, c is DateTime ? "{0:s}" : "{0}", c)))];
}
