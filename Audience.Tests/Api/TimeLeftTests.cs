using Dapper;

namespace Audience.Tests.Api;

/// <summary>How long a task that runs will take, by what it has done since it began or went on.</summary>
[Category("database")]
internal sealed class TimeLeftTests
{
    [Test]
    public async Task It_is_what_the_rest_takes_at_the_rate_since_the_start([Values] Backend backend)
    {
        await using var system = await TestSystem.StartAsync(backend, SharedApi.Posts);
        string id = await system.Http.CreateTaskAsync(SharedApi.Body());
        var done = await system.Http.WaitUntilDoneAsync(id);
        // Half of it took 100 seconds, the last change was 10 seconds ago.
        double? half = await LeftAsync("labeling", progress: 0.5, from: 0);
        // Resumed at 0.5: a tenth took 100 seconds.
        double? resumed = await LeftAsync("labeling", progress: 0.6, from: 0.5);
        double? begun = await LeftAsync("labeling", progress: 0.005, from: 0);
        double? overdue = await LeftAsync("labeling", progress: 0.95, from: 0);
        // The first chunk was begun only 50 seconds before the last change: planning and compiling are not done again.
        double? prepared = await LeftAsync("labeling", progress: 0.5, from: 0, begun: 60);
        // Ten chunks are done and two at hand, half of each: 0.55 took 100 seconds.
        double? atHand = await LeftAsync("labeling", progress: 0.51, from: 0, reached: 0.55);
        // No chunk is done, but a fifth of the whole of those at hand, of which was told 5 seconds ago: it took 105 seconds.
        double? firstAtHand = await LeftAsync("labeling", progress: 0, from: 0, reached: 0.2, told: 5);
        Assert.Multiple(() =>
        {
            Assert.That(done.GetProperty("time_left").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
            Assert.That(half, Is.EqualTo(90).Within(5));
            Assert.That(resumed, Is.EqualTo(390).Within(5));
            Assert.That(begun, Is.Null);
            Assert.That(overdue, Is.Zero);
            Assert.That(prepared, Is.EqualTo(40).Within(5));
            Assert.That(atHand, Is.EqualTo(72).Within(5));
            Assert.That(firstAtHand, Is.EqualTo(415).Within(5));
        });

        async Task<double?> LeftAsync(string phase, double progress, double from, int begun = 110, double? reached = null, int? told = null)
        {
            await using (var connection = await system.Output.OpenAsync(default))
            {
                await connection.ExecuteAsync(
                    "UPDATE state SET stat = 'PENDING', prod_stat = NULL, phase = @phase, progress = @progress, progress_base = @from, "
                        + $"countdown = 0, check_at = NULL, started_at = {system.Output.Dialect.NowMs} - 110000, "
                        + $"reached = @reached, reached_at = {system.Output.Dialect.NowMs} - @told * 1000, "
                        + $"pace_at = {system.Output.Dialect.NowMs} - @begun * 1000, "
                        + $"progress_at = {system.Output.Dialect.NowMs} - 10000 WHERE task_id = @id",
                    new
                    {
                        phase,
                        progress,
                        from,
                        begun,
                        reached,
                        told,
                        id,
                    }
                );
            }
            // Asked until the answer is of this state: it may be of 100 ms ago.
            var status = await Eventually.GetAsync(
                () => system.Http.StatusAsync(id),
                s => s.GetProperty("progress").GetDouble() == progress,
                TimeSpan.FromSeconds(10)
            );
            var left = status.GetProperty("time_left");
            Assert.That(status.GetProperty("phase").GetString(), Is.EqualTo(phase));
            return left.ValueKind == System.Text.Json.JsonValueKind.Null ? null : left.GetDouble();
        }
    }
}
