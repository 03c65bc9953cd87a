using System.Globalization;
using System.Text.Json;
using Audience.Client;
using Audience.Local.Remote;
using Spectre.Console;

namespace Audience.Local.Tasks;

/// <summary>Shows tasks, as tables for people or as JSON for programs.</summary>
internal sealed class TaskView(bool json) : ApiView(json)
{
    public async Task<int> ListAsync(AudienceClient api, int limit, string? stat, CancellationToken cancellationToken)
    {
        var tasks = (await api.ListTasksAsync(limit, stat, cancellationToken: cancellationToken)).Content;
        // 80 columns: the id's beginning, by which every command knows the task, and how far it is or how it ended.
        var table = new Table().AddWhole("task", "created").AddColumn("state").AddWhole("posts", "rows");
        foreach (var task in tasks)
            table.AddRow(
                Row(
                    task.TaskId[..Math.Min(TaskIds.ShownDigits, task.TaskId.Length)],
                    $"{task.CreateTime:yyyy-MM-dd HH:mm}",
                    task.Stat == "PENDING" ? $"{task.Phase} {task.Progress:P0}" : task.Stat,
                    task.LengthReceiveTable,
                    task.LengthOutputTable
                )
            );
        return Show(tasks, table);
    }

    public async Task<int> StatusAsync(AudienceClient api, string id, CancellationToken cancellationToken) =>
        Fields((await api.GetTaskStatusAsync(id, cancellationToken)).ErrorMessage);

    public async Task<int> WatchAsync(AudienceClient api, string id, CancellationToken cancellationToken)
    {
        var task = IsJson
            ? await api.WaitForTaskAsync(id, cancellationToken: cancellationToken)
            : await TaskProgress.ShowAsync(bar => api.WaitForTaskAsync(id, bar, cancellationToken: cancellationToken));
        Fields(task);
        return task.Stat == "SUCCESS" ? 0 : 1;
    }

    public async Task<int> SampleAsync(AudienceClient api, string id, CancellationToken cancellationToken)
    {
        var rows = (await api.SampleTaskAsync(id, cancellationToken: cancellationToken)).ErrorMessage;
        var table = new Table().AddColumns("source_author", "panel").AddWhole("create_time").AddColumn("match_content");
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
        var table = new Table().AddColumns("rule", "item").AddWhole("posts", "share", "only", "conflicts");
        foreach (var rule in rules.Rules)
            table.AddRow(
                Row(
                    $"{rule.Label} {rule.Rule}",
                    rule.Item,
                    rule.Posts,
                    string.Format(CultureInfo.InvariantCulture, "{0:P1}", rule.Share),
                    rule.Only,
                    rule.Conflicts
                )
            );
        foreach (var rule in rules.Unmatched)
            table.AddRow(Row($"{rule.Label} {rule.Rule}", rule.Item, 0, "", 0, 0));
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
    public void Created(TaskConfiguration task) => Console.WriteLine(IsJson ? JsonSerializer.Serialize(task, Options) : task.TaskId);
}
