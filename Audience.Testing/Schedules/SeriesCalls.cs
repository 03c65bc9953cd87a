using System.Diagnostics;
using System.Text.Json;
using Audience.Testing.Systems;
using Dapper;

namespace Audience.Testing.Schedules;

/// <summary>Calls that a series needs, insisted on while processes and servers are away.</summary>
internal sealed class SeriesCalls(FaultSystem system)
{
    private readonly ProgressWatch _watch = new(system);

    /// <summary>Adds one; its id.</summary>
    public async Task<string> AddAsync(object body)
    {
        var (_, message) = await InsistAsync(HttpMethod.Post, "/schedules/", body);
        return message.GetProperty("schedule_id").GetString()!;
    }

    /// <summary>Changes one.</summary>
    public Task ChangeAsync(string id, object change) => InsistAsync(HttpMethod.Patch, $"/schedules/{id}", change);

    /// <summary>Has it run; the code of the answer, 400 where there is nothing to label.</summary>
    public Task<int> RunAsync(string id) => AskAsync($"/schedules/{id}/run/", new { });

    /// <summary>Has a range labelled again; the code of the answer.</summary>
    public Task<int> BackfillAsync(string id, DateTime from, DateTime to) =>
        AskAsync($"/schedules/{id}/backfill/", new { START_TIME = SeriesPosts.Text(from), END_TIME = SeriesPosts.Text(to) });

    /// <summary>It, and its runs in order.</summary>
    public async Task<(JsonElement Schedule, JsonElement[] Runs)> FindAsync(string id)
    {
        var (_, message) = await InsistAsync(HttpMethod.Get, $"/schedules/{id}", null);
        return (message.GetProperty("schedule"), [.. message.GetProperty("runs").EnumerateArray().Reverse()]);
    }

    /// <summary>Waits until it has so many runs and all have ended, asked for or not.</summary>
    /// <exception cref="TimeoutException">They have not.</exception>
    public async Task<JsonElement[]> WaitAsync(string id, int count, TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            // What was asked twice, as the first answer was lost, is waited for, too.
            bool idle = await _watch.AskAsync(c =>
                c.ExecuteScalarAsync<bool>(
                    "SELECT phase = 'idle' AND asked = 0 AND NOT EXISTS (SELECT 1 FROM schedule_run WHERE task_id = @id "
                        + "AND status NOT IN ('done', 'failed')) FROM schedule WHERE schedule_id = @id",
                    new { id }
                )
            );
            if (idle && await FindAsync(id) is { Runs: var runs } && runs.Length >= count)
                return runs;
            if (Stopwatch.GetElapsedTime(start) > timeout)
                throw new TimeoutException($"the series {id} stands: {await StandAsync(id)}");
            await Task.Delay(100);
        }
    }

    /// <summary>A series' or a task's panels, as post and panel, in order.</summary>
    public Task<IReadOnlyList<string>> PanelsAsync(string id) =>
        _watch.AskAsync(async c =>
        {
            bool exists = await c.ExecuteScalarAsync<bool>(
                "SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = @Table",
                new { SeriesModel.Table }
            );
            var rows = exists
                ? await c.QueryAsync<string>($"SELECT CONCAT(id, ' ', panel) FROM {SeriesModel.Table} WHERE task_id = @id", new { id })
                : [];
            return (IReadOnlyList<string>)[.. rows.Order(StringComparer.Ordinal)];
        });

    /// <summary>Deletes it with its tasks, and others of its name, which were made where the answer was lost.</summary>
    /// <returns>What is left of it, or null.</returns>
    public async Task<string?> DeleteAsync(string id, string name, TimeSpan timeout)
    {
        var (_, runs) = await FindAsync(id);
        var (_, all) = await InsistAsync(HttpMethod.Get, "/schedules/", null);
        foreach (var schedule in all.EnumerateArray().Where(s => s.GetProperty("name").GetString() == name))
            await system.Calls.InsistAsync(
                HttpMethod.Delete,
                $"/schedules/{schedule.GetProperty("schedule_id").GetString()}?tasks=true",
                null,
                (code, _) => code is 200 or 404
            );
        return await _watch.AwaitGoneAsync([id, .. runs.Select(run => run.GetProperty("task_id").GetString()!)], timeout);
    }

    private async Task<int> AskAsync(string path, object body) =>
        (await system.Calls.InsistAsync(HttpMethod.Post, path, body, (code, _) => code is 200 or 400)).Code;

    private Task<(int Code, JsonElement Message)> InsistAsync(HttpMethod method, string path, object? body) =>
        system.Calls.InsistAsync(method, path, body, (code, _) => code == 200);

    private Task<string> StandAsync(string id) =>
        _watch.AskAsync(async c =>
        {
            var lines = await c.QueryAsync<string>(
                "SELECT CONCAT_WS(' ', 'schedule', phase, asked, run) FROM schedule WHERE schedule_id = @id "
                    + "UNION ALL SELECT CONCAT_WS(' ', 'run', run, kind, status, run_task) FROM schedule_run WHERE task_id = @id "
                    + "UNION ALL SELECT CONCAT_WS(' ', 'piece', kind, status, attempts, postponed, error) FROM work_item "
                    + "WHERE parent_id = @id OR parent_id IN (SELECT run_task FROM schedule_run WHERE task_id = @id)",
                new { id }
            );
            return string.Join("; ", lines);
        });
}
