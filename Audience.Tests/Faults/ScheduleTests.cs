using Audience.Testing.Faults;

namespace Audience.Tests.Faults;

/// <summary>
/// Faults strike real processes and servers while tasks run. What tasks leave must equal what undisturbed runs leave, row for row
/// and figure
/// for figure, and work must go on soon after each strike. <c>tools/soak.sh</c> does the same with random schedules.
/// </summary>
[Category("faults"), NonParallelizable]
internal sealed class ScheduleTests
{
    // The limit is 30 seconds; a busy machine gets more.
    private const double MaxSeconds = 60;

    private static readonly Schedule[] s_schedules =
    [
        Schedule.Of(1, "worker-killed", "all-workers-killed", "api-killed", "worker-stopped"),
        Schedule.Of(2, "broker-killed", "queues-deleted"),
        Schedule.Of(3, "database-killed", "deadlocks", "rows-locked", "output-cut", "source-away") with
        {
            DumpStrikes = [new Strike("worker-killed", 100, true)],
        },
        Schedule.Of(
            4,
            "messages-twice",
            "queues-purged",
            "broker-away",
            "messages-late",
            "database-stopped",
            "broker-cut",
            "messages-broken"
        ),
    ];

    [TestCaseSource(nameof(s_schedules))]
    public async Task Nothing_is_lost_and_nothing_counts_twice(Schedule schedule)
    {
        var (system, baseline) = (await FaultSuite.SystemAsync(), await FaultSuite.BaselineAsync());
        var result = await new ScheduleRun(system, baseline, schedule).RunAsync();
        foreach (var (kind, seconds) in result.Recoveries)
            await TestContext.Out.WriteLineAsync($"{kind}: work went on after {seconds:0.0} s");
        Assert.Multiple(() =>
        {
            Assert.That(result.Differences, Is.Empty, schedule.ToString());
            Assert.That(result.Recoveries.Select(r => r.Seconds), Is.All.LessThan(MaxSeconds));
        });
    }

    [Test]
    public async Task A_full_disk_is_waited_out()
    {
        var (system, baseline) = (await FaultSuite.SystemAsync(), await FaultSuite.BaselineAsync());
        if (FaultCatalog.Of("disk-full").Needs!(system) is { } reason)
            Assert.Ignore(reason);
        var result = await new ScheduleRun(system, baseline, Schedule.Of(5, "disk-full")).RunAsync();
        Assert.That(result.Differences, Is.Empty);
    }

    [Test]
    public async Task Undisturbed_tasks_are_as_worked_out()
    {
        var baseline = await FaultSuite.BaselineAsync();
        foreach (var shape in TaskShape.All)
        {
            var (expected, found) = (shape.Reference(), baseline.Of(shape));
            Assert.Multiple(() =>
            {
                Assert.That(found.Figures["stat"], Is.EqualTo("SUCCESS"));
                Assert.That(found.Figures["prod_stat"], Is.EqualTo(expected.Rows.Count > 0 ? "finish" : "no_data"));
                foreach (var (column, value) in expected.Totals.Figures())
                    Assert.That(found.Figures[column], Is.EqualTo(value), column);
                foreach (string table in expected.Totals.Tables)
                    Assert.That(
                        found.Tables[table].Select(r => string.Join('|', r.Split('|')[..3])).Order(),
                        Is.EqualTo(expected.Rows.Where(r => r.Group == table).Select(r => $"{r.Id}|{r.SourceAuthor}|{r.Panel}").Order())
                    );
            });
        }
    }
}
