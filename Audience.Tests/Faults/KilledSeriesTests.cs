namespace Audience.Tests.Faults;

/// <summary>
/// Series whose workers are killed in the middle of runs and backfills. <c>tools/soak.sh --series 10</c> does the same with other seeds,
/// and with every kind of fault.
/// </summary>
[Category("faults"), NonParallelizable]
internal sealed class KilledSeriesTests
{
    [Test]
    public async Task Their_panels_are_those_of_one_task()
    {
        var schedule = Schedule.Of(6, "worker-killed", "all-workers-killed", "worker-killed") with { Series = 4 };
        var result = await new ScheduleRun(await FaultSuite.SystemAsync(), await FaultSuite.BaselineAsync(), schedule).RunAsync();
        await TestContext.Out.WriteLineAsync($"{result.SeriesRuns} runs, {result.StruckRuns} of them struck");
        Assert.Multiple(() =>
        {
            Assert.That(result.Differences, Is.Empty);
            Assert.That(result.Series, Is.EqualTo(4));
            Assert.That(result.StruckRuns, Is.Positive);
        });
    }
}
