using System.Globalization;
using Audience.Samples;

namespace Audience.Tests.Hosting;

/// <summary>What Prometheus would scrape, after a task.</summary>
[Category("database")]
internal sealed class MetricsTests
{
    [Test]
    public async Task A_task_shows_in_every_figure()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, new PostMaker(3_000, new DateTime(2020, 1, 1), 30).Make());
        string id = await system.Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2020-02-01",
                COUNTDOWN = 0,
                PATTERN = new { female = new[] { "小姐", "娘" } },
            }
        );
        var task = await system.Http.WaitUntilDoneAsync(id);

        string text = await system.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Multiple(() =>
        {
            Assert.That(Value(text, "audience_posts_read_total"), Is.EqualTo(task.GetProperty("length_receive_table").GetInt64()));
            Assert.That(Value(text, "audience_label_rows_written_total"), Is.EqualTo(task.GetProperty("length_output_table").GetInt64()));
            Assert.That(Value(text, "audience_chunk_seconds_count"), Is.EqualTo(2), "chunks of 1,500 posts");
            Assert.That(Value(text, "audience_chunk_retries_total"), Is.Zero);
            Assert.That(Value(text, "audience_tasks{stat=\"SUCCESS\"}"), Is.EqualTo(1));
            Assert.That(Value(text, "dotnet_allocated_bytes_total"), Is.GreaterThan(1_000_000));
            Assert.That(text, Does.Contain("# TYPE audience_queue_depth gauge").And.Contain("process_working_set_bytes"));
        });
    }

    private static double Value(string text, string name) =>
        double.Parse(
            text.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..],
            CultureInfo.InvariantCulture
        );
}
