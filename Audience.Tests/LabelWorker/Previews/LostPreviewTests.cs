using System.Diagnostics;
using System.Net.Http.Json;
using Audience.Samples;
using Audience.Testing;
using Audience.Tests.Api;

namespace Audience.Tests.LabelWorker.Previews;

/// <summary>Previews that nobody waits for, or that nobody makes any more.</summary>
[Category("faults"), NonParallelizable]
internal sealed class LostPreviewTests
{
    [Test]
    public async Task A_caller_that_leaves_ends_the_work_and_a_killed_worker_is_told_within_seconds()
    {
        MadePost[] posts = [.. new PostMaker(9_000, new DateTime(2020, 1, 1), 40).Make()];
        await using var input = await TestDatabase.CreateAsync();
        await using var output = await TestDatabase.CreateAsync();
        await MySqlPosts.WriteAsync(input.ConnectionString, posts, default);
        // Hundreds of questions that each take their time.
        await using var source = TcpProxy.Start(input.Server.Port, TimeSpan.FromMilliseconds(40));
        await using var system = await HostProcesses.StartAsync(
            input,
            output,
            labelWorkers: 1,
            new Dictionary<string, string?> { ["INPUT_PORT"] = $"{source.Port}" }
        );
        var worker = system.All[1];
        var body = new Dictionary<string, object?>
        {
            ["START_TIME"] = "2020-01-01",
            ["END_TIME"] = "2020-03-01",
            ["SAMPLE"] = 1000,
            ["PATTERN"] = new { female = new[] { "小姐" } },
        };

        foreach (string call in (string[])["/tasks/suggest/", "/tasks/preview/"])
        {
            // What the pools kept, from the checks at start too, is of no use: the source sees when it is asked again.
            source.Cut();
            long earlier = source.AcceptedConnections,
                seen = worker.LineCount;
            using var leave = new CancellationTokenSource();
            var left = system.Http.PostAsJsonAsync(
                call,
                call == "/tasks/suggest/" ? new Dictionary<string, object?>(body) { ["LABEL"] = "female" } : body,
                leave.Token
            );
            await Eventually.GetAsync(() => Task.FromResult(source.AcceptedConnections), c => c > earlier, TimeSpan.FromSeconds(20));
            await leave.CancelAsync();
            Assert.ThrowsAsync<TaskCanceledException>(() => left);
            await worker.WaitForLineAsync("was cancelled", TimeSpan.FromSeconds(20), seen);
        }

        source.Cut();
        long before = source.AcceptedConnections;
        var asked = system.Http.PostAnswerAsync("/tasks/preview/", body);
        await Eventually.GetAsync(() => Task.FromResult(source.AcceptedConnections), c => c > before, TimeSpan.FromSeconds(30));
        worker.Kill();
        long killed = Stopwatch.GetTimestamp();
        (await asked).ShouldBe(
            503,
            "failed to try a labeling task on a sample of its posts, additional error message: no label worker that serves queue1 is alive"
        );
        Assert.That(Stopwatch.GetElapsedTime(killed), Is.LessThan(TimeSpan.FromSeconds(25)));
    }
}
