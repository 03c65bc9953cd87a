using System.Globalization;
using System.Text.Json;

namespace Audience.Tests.Fuzz;

/// <summary>Whatever is sent: an answer that says what is wrong, and a whole task or none. fuzz.sh sends more.</summary>
[Category("database")]
internal sealed class FuzzTests
{
    [TestCase(Backend.Embedded, 400, 1ul)]
    [TestCase(Backend.Servers, 400, 2ul)]
    public Task Made_up_requests_are_answered_and_leave_nothing_half_made(Backend backend, int requests, ulong seed) =>
        RunAsync(backend, requests, seed);

    [Test, Explicit("fuzz.sh runs it, with AUDIENCE_FUZZ_REQUESTS, AUDIENCE_FUZZ_SEED, AUDIENCE_FUZZ_BACKEND and AUDIENCE_FUZZ_REPORT")]
    public async Task As_many_as_asked_for()
    {
        static string Setting(string name, string fallback) =>
            Environment.GetEnvironmentVariable("AUDIENCE_FUZZ_" + name) is { Length: > 0 } value ? value : fallback;
        var report = await RunAsync(
            Enum.Parse<Backend>(Setting("BACKEND", "Servers"), ignoreCase: true),
            int.Parse(Setting("REQUESTS", "10000"), CultureInfo.InvariantCulture),
            ulong.Parse(Setting("SEED", "1"), CultureInfo.InvariantCulture),
            Setting("REPORT", "")
        );
        TestContext.Out.WriteLine(JsonSerializer.Serialize(report));
    }

    private static async Task<FuzzReport> RunAsync(Backend backend, int requests, ulong seed, string file = "")
    {
        await using var system = await TestSystem.StartAsync(
            backend,
            SharedApiPosts(),
            new Dictionary<string, string?>
            {
                ["CHANGES_PER_SECOND"] = "0",
                ["CHUNK_ATTEMPTS"] = "1",
                ["SECRET_KEYS"] = Convert.ToBase64String(new byte[32]),
            }
        );
        var run = new FuzzRun(system);
        var report = await run.RunAsync(requests, seed, backend.ToString());
        TestContext.Out.WriteLine($"slowest, {report.slowest_seconds} s: {run.Slowest}");
        foreach (string fault in run.Faults.Take(20))
            TestContext.Out.WriteLine(fault);
        if (file.Length > 0)
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report) + "\n");
        Assert.That(
            (report.answers_500, report.no_answer, report.half_made, report.stuck),
            Is.EqualTo((0, 0, 0, 0)),
            string.Join('\n', run.Faults.Take(5))
        );
        Assert.That(report.accepted, Is.GreaterThan(requests / 50), "some of them must be good, or nothing is tested behind the door");
        return report;
    }

    private static IEnumerable<Audience.Samples.MadePost> SharedApiPosts() => Api.SharedApi.Posts.Take(3);
}
