using Audience.Data;
using Audience.Jobs.Leadership;
using Dapper;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Tasks;

/// <summary>
/// Deletes tasks whose KEEP_DAYS have passed since they ended, as callers delete them: gone at once, their rows follow as leased work, in
/// small steps. One label worker does it.
/// </summary>
public sealed class TaskRetention(OutputDatabase database, TaskChanges changes, LeaderElection election, ILogger<TaskRetention> log)
    : LeaderService("retention", TimeSpan.FromMinutes(1), election, log, "Tasks to delete cannot be looked up")
{
    private const int AtATime = 100;
    private const long DayMs = 24L * 60 * 60 * 1000;
    private readonly ILogger _log = log;

    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (string id in await FindDueAsync(cancellationToken))
        {
            var (_, dump) = await changes.DeleteAsync(id, cancellationToken);
            if (dump is null)
                _log.LogInformation("Task {TaskId} is deleted: its KEEP_DAYS have passed", id);
        }
    }

    // A task ends in many ways; its days begin when it is first seen at its end, so that no way can forget it.
    private async Task<IReadOnlyList<string>> FindDueAsync(CancellationToken cancellationToken)
    {
        const string kept = "phase = 'done' AND keep_days IS NOT NULL AND delete_at";
        await using var connection = await database.OpenAsync(cancellationToken);
        string now = database.Dialect.NowMs;
        var ended = await ListAsync($"{kept} IS NULL");
        if (ended.Count > 0)
            await connection.ExecuteAsync(
                Command(
                    $"UPDATE state SET delete_at = {now} + keep_days * {DayMs} WHERE task_id IN @ended AND {kept} IS NULL",
                    new { ended }
                )
            );
        return await ListAsync($"{kept} <= {now}");

        async Task<List<string>> ListAsync(string which) =>
            [
                .. await connection.QueryAsync<string>(
                    Command($"SELECT task_id FROM state WHERE {which} ORDER BY delete_at LIMIT {AtATime}")
                ),
            ];

        CommandDefinition Command(string sql, object? values = null) => new(sql, values, cancellationToken: cancellationToken);
    }
}
