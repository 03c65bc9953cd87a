using Audience.Data.Tasks;
using Audience.LabelWorker.Previews;
using Audience.Samples;

namespace Audience.Tests.LabelWorker.Previews;

/// <summary>Of many previews of a source whose posts come in bursts of one author, the intervals hold the true share.</summary>
[Category("database")]
internal sealed class IntervalTests
{
    private const int Previews = 200,
        AtLeast = 185;

    [Test]
    public async Task Intervals_hold_the_true_share_as_often_as_they_say()
    {
        MadePost[] posts = [.. Bursts()];
        await using var system = await TestSystem.StartAsync(Backend.Embedded, posts);
        var previewer = system.Get<Previewer>();
        var task = new TaskDefinition
        {
            TaskId = new string('0', 32),
            ModelType = "keyword_model",
            PredictType = "author",
            Start = new DateTime(2020, 1, 1),
            End = new DateTime(2021, 1, 1),
            DateRange = "",
            InputSchema = system.InputSchema,
            InputTable = "ts_page_content",
            OutputSchema = "",
            Countdown = 0,
            Queue = "queue1",
            Pattern = """{"common": ["小姐"], "rare": ["老師"]}""",
        };
        double[] truth = [.. new[] { "小姐", "老師" }.Select(k => posts.Count(p => p.Author!.Contains(k)) / (double)posts.Length)];
        int[] held = new int[2];
        for (int seed = 0; seed < Previews; seed++)
        {
            var preview = await previewer.RunAsync(task, 2000, seed, new PreviewExtras(), default);
            for (int label = 0; label < 2; label++)
                if (preview.Labels[label].ShareLow <= truth[label] && truth[label] <= preview.Labels[label].ShareHigh)
                    held[label]++;
        }
        await TestContext.Out.WriteLineAsync($"{Previews} previews: {held[0]} hold {truth[0]:p2}, {held[1]} hold {truth[1]:p2}");
        Assert.That(held, Is.All.GreaterThanOrEqualTo(AtLeast));
    }

    // Authors write 1 to 40 posts a second apart, then another one begins after a while: in some months more often than in others.
    private static IEnumerable<MadePost> Bursts()
    {
        var random = new Random(7);
        var time = new DateTime(2020, 1, 1);
        for (int i = 0; i < 40_000; )
        {
            double kind = random.NextDouble();
            string author =
                (
                    kind < 0.3 ? "小姐"
                    : kind < 0.34 ? "老師"
                    : "王"
                ) + random.Next(5000);
            for (int left = random.Next(1, 41); left > 0; left--, i++)
                yield return new MadePost($"p{i}", "WH_F0045", "a", author, "t", "c", time = time.AddSeconds(1));
            time = time.AddMinutes(random.Next(1, time.Month % 2 == 0 ? 100 : 400));
        }
    }
}
