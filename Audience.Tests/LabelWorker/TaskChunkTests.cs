using Audience.Samples;

namespace Audience.Tests.LabelWorker;

/// <summary>What a task tells of its chunks, on each database.</summary>
[Category("database")]
internal sealed class TaskChunkTests
{
    [TestCase(Backend.Embedded)]
    [TestCase(Backend.Servers)]
    public async Task Neighbouring_chunks_are_joined_and_all_sums_stay(Backend backend)
    {
        await using var system = await TestSystem.StartAsync(
            backend,
            new PostMaker(900, new DateTime(2020, 1, 1), 10).Make(),
            new Dictionary<string, string?> { ["CHUNK_SIZE"] = "50" }
        );
        string id = await system.Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2020-02-01",
                PREDICT_TYPE = "content",
                PATTERN = new { any = new[] { "的" } },
                COUNTDOWN = 0,
            }
        );
        var task = await system.Http.WaitUntilDoneAsync(id);
        foreach (int most in (int[])[1, 3, 500])
        {
            var chunks = (await system.Http.ReadAsync($"/tasks/{id}/chunks/?stretches={most}")).GetProperty("error_message");
            var stretches = chunks.GetProperty("stretches").EnumerateArray().ToList();
            Assert.Multiple(() =>
            {
                Assert.That(stretches, Has.Count.InRange(1, most));
                Assert.That(
                    stretches.Sum(s => s.GetProperty("posts").GetInt64()),
                    Is.EqualTo(task.GetProperty("length_receive_table").GetInt64())
                );
                Assert.That(
                    stretches.Sum(s => s.GetProperty("label_rows").GetInt64()),
                    Is.EqualTo(task.GetProperty("length_output_table").GetInt64())
                );
                Assert.That(chunks.GetProperty("done").GetInt32(), Is.EqualTo(chunks.GetProperty("chunks").GetInt32()).And.GreaterThan(3));
                Assert.That(stretches[0].GetProperty("from_time").GetDateTime().Year, Is.EqualTo(2020));
                Assert.That(stretches.Select(s => s.GetProperty("from_time").GetDateTime()), Is.Ordered);
            });
        }
        var phases = (await system.Http.ReadAsync($"/tasks/{id}/chunks/")).GetProperty("error_message").GetProperty("phases");
        Assert.That(
            phases.EnumerateArray().Select(p => p.Text("phase")).Where(p => p != "countdown"),
            Is.EqualTo(new[] { "queued", "labeling", "producing" })
        );
        Assert.That(
            (await system.Http.ReadAsync($"/tasks/{id}/chunks/?stretches=0")).GetProperty("error_code").GetInt32(),
            Is.EqualTo(400)
        );
    }
}
