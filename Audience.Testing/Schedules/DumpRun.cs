using Audience.Testing.Systems;
using Dapper;

namespace Audience.Testing.Schedules;

/// <summary>A dump of one task.</summary>
/// <param name="System">Where it runs.</param>
/// <param name="DumpId">Its id.</param>
/// <param name="Shape">The task's shape.</param>
internal sealed record DumpRun(FaultSystem System, string DumpId, TaskShape Shape)
{
    /// <summary>Asks for it, into a schema without older dumps.</summary>
    public static async Task<DumpRun> BeginAsync(FaultSystem system, string taskId, TaskShape shape)
    {
        await using (var connection = await system.Servers.Database.OpenAsync(FaultSystem.DumpSchema))
            foreach (string table in (await connection.QueryAsync<string>("SHOW TABLES")).ToList())
                await connection.ExecuteAsync($"DROP TABLE `{table}`");
        var message = await system.Calls.InsistAsync(
            "/tasks/dump/",
            new
            {
                GROUP = "GENDER",
                TASK_IDS = new[] { taskId },
                OUTPUT_DATABASE = FaultSystem.DumpSchema,
            },
            (code, _) => code == 200
        );
        return new DumpRun(system, message.GetProperty("dump_id").GetString()!, shape);
    }

    /// <summary>Waits for its end and reads what it left.</summary>
    /// <exception cref="TimeoutException">It does not end.</exception>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<IReadOnlyList<string>> LinesAsync(TimeSpan timeout)
    {
        var watch = new ProgressWatch(System);
        var until = DateTime.UtcNow + timeout;
        while (true)
        {
            var (status, directory, error) = await watch.AskAsync(c =>
                c.QuerySingleAsync<(string, string, string?)>(
                    "SELECT status, directory, error_message FROM dump WHERE dump_id = @DumpId",
                    new { DumpId }
                )
            );
            if (status == "finished")
                return await DumpSnapshot.ReadAsync(System, directory);
            if (status == "failed")
                throw new InvalidOperationException($"dump {DumpId} failed: {error}");
            if (DateTime.UtcNow > until)
                throw new TimeoutException($"dump {DumpId} did not end");
            await Task.Delay(100);
        }
    }

    /// <summary>How what it left differs from what an undisturbed one leaves.</summary>
    public async Task<IEnumerable<string>> DifferencesAsync(Baseline baseline, TimeSpan timeout)
    {
        var (expected, found) = (baseline.DumpOf(Shape), await LinesAsync(timeout));
        return expected.SequenceEqual(found)
            ? []
            :
            [
                $"dump {DumpId} left {found.Count} lines instead of {expected.Count}; missing: "
                    + $"{expected.Except(found).FirstOrDefault() ?? "none"}; too many: {found.Except(expected).FirstOrDefault() ?? "none"}",
            ];
    }
}
