using System.Data.Common;
using Audience.Data.Posts;
using Dapper;

namespace Audience.Data.Schedules;

/// <summary>
/// Counts the posts of a run that came late: of each second that earlier runs had read, those that it found beyond the ones that the last
/// of them found there. Notes what it found itself. All in the transaction that ends the run.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="transaction">The transaction.</param>
/// <param name="scheduleId">The schedule.</param>
/// <param name="cancellationToken">Ends it; nothing is noted then.</param>
public sealed class LatePosts(DbConnection connection, DbTransaction transaction, string scheduleId, CancellationToken cancellationToken)
{
    /// <summary>Counts them.</summary>
    /// <param name="run">The run.</param>
    public async Task<long> CountAsync(int run)
    {
        var (task, start, end, counted) = await connection.QuerySingleAsync<(string Task, DateTime Start, DateTime End, long? Late)>(
            Command(
                "SELECT run_task, start_time, end_time, late_posts FROM schedule_run WHERE task_id = @scheduleId AND run = @run",
                new { run }
            )
        );
        if (counted is not null)
            return counted.Value;
        // Runs before posts were counted say nothing of what was there.
        var covered = (
            await connection.QueryAsync<(DateTime Start, DateTime End)>(
                Command(
                    "SELECT start_time, end_time FROM schedule_run WHERE task_id = @scheduleId AND run <> @run AND status = 'done' "
                        + "AND late_posts IS NOT NULL AND start_time < @end AND end_time > @start",
                    new
                    {
                        run,
                        start,
                        end,
                    }
                )
            )
        ).ToList();
        long late = 0;
        foreach (int day in await DaysAsync(task, start, end))
            late += await CountDayAsync(task, day, (start, end), covered);
        await connection.ExecuteAsync(Command("DELETE FROM task_chunk_time WHERE task_id = @task", new { task }));
        return late;
    }

    // Those that have posts now, or had some.
    private async Task<IReadOnlyList<int>> DaysAsync(string task, DateTime start, DateTime end) =>
        [
            .. await connection.QueryAsync<int>(
                Command(
                    "SELECT DISTINCT day FROM task_chunk_time WHERE task_id = @task "
                        + "UNION SELECT day FROM series_day WHERE task_id = @scheduleId AND day BETWEEN @first AND @last",
                    new
                    {
                        task,
                        first = DateOnly.FromDateTime(start).DayNumber,
                        last = DateOnly.FromDateTime(end).DayNumber,
                    }
                )
            ),
        ];

    private async Task<long> CountDayAsync(string task, int day, (DateTime, DateTime) range, List<(DateTime, DateTime)> covered)
    {
        int[] found = new int[DayCounts.Seconds],
            known = new int[DayCounts.Seconds];
        foreach (
            byte[] counts in await connection.QueryAsync<byte[]>(
                Command("SELECT counts FROM task_chunk_time WHERE task_id = @task AND day = @day", new { task, day })
            )
        )
            DayCounts.AddTo(counts, found);
        var before = await connection.ExecuteScalarAsync<byte[]?>(
            Command("SELECT counts FROM series_day WHERE task_id = @scheduleId AND day = @day", new { day })
        );
        if (before is not null)
            DayCounts.AddTo(before, known);
        bool[] read = new bool[DayCounts.Seconds];
        foreach (var other in covered)
        {
            var (from, to) = Seconds(day, other);
            read.AsSpan(from, to - from).Fill(true);
        }
        var (first, last) = Seconds(day, range);
        long late = 0;
        for (int second = first; second < last; second++)
        {
            if (read[second])
                late += Math.Max(0, found[second] - known[second]);
            known[second] = found[second];
        }
        await connection.ExecuteAsync(
            Command(
                before is null
                    ? "INSERT INTO series_day (task_id, day, counts) VALUES (@scheduleId, @day, @counts)"
                    : "UPDATE series_day SET counts = @counts WHERE task_id = @scheduleId AND day = @day",
                new { day, counts = DayCounts.Pack(known) }
            )
        );
        return late;
    }

    // The seconds of a day that a range has.
    private static (int From, int To) Seconds(int day, (DateTime Start, DateTime End) range)
    {
        var midnight = DateOnly.FromDayNumber(day).ToDateTime(TimeOnly.MinValue);
        return (Of(range.Start), Of(range.End));

        int Of(DateTime time) => (int)Math.Clamp((time - midnight).TotalSeconds, 0, DayCounts.Seconds);
    }

    private CommandDefinition Command(string sql, object values)
    {
        var all = new DynamicParameters(values);
        all.Add("scheduleId", scheduleId);
        return new CommandDefinition(sql, all, transaction, commandTimeout: 0, cancellationToken: cancellationToken);
    }
}
