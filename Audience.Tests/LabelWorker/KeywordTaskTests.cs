using System.Globalization;
using Audience.Samples;

namespace Audience.Tests.LabelWorker;

/// <summary>A keyword task from the REST call to the last figure, against a computation that shares no code with it.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class KeywordTaskTests(Backend backend)
{
    private static readonly DateTime s_start = new(2020, 1, 1);
    private static readonly MadePost[] s_posts = [.. new PostMaker(12_000, s_start, 60).Make()];

    private static readonly ReferenceRule[] s_rules =
    [
        new("/female", "小姐", "partially"),
        new("/female", "娘", "partially"),
        new("/female", "姐", "end"),
        new("/female", "grace", "start"),
        new("/male", "哥", "end"),
        new("/male", "先生", "partially"),
        new("/male", "TOMMY", "partially"),
        new("/male", "grace", "partially"),
        new("/oddity", "grace lee", "exactly"),
        new("/married", "太太", "end"),
        new("/unmarried", "太", "partially"),
    ];

    private static readonly Dictionary<string, string> s_labels = new()
    {
        ["/female"] = "女性",
        ["/male"] = "男性",
        ["/married"] = "已婚",
        ["/unmarried"] = "未婚",
        ["/oddity"] = "oddity",
    };

    [TestCase("2020-01-01", "2020-03-01", "author_name")]
    [TestCase("2020-01-07 13:00:00", "2020-02-11T05:30:00", "author")]
    [TestCase("2020-01-01", "2021-01-01", "content")]
    public async Task Every_row_and_every_figure_is_as_worked_out(string from, string to, string predict)
    {
        await using var system = await TestSystem.StartAsync(backend, s_posts);
        string taskId = await system.Http.CreateTaskAsync(
            new
            {
                MODEL_TYPE = "keyword_model",
                PREDICT_TYPE = predict,
                START_TIME = from,
                END_TIME = to,
                COUNTDOWN = 0,
                PATTERN = s_rules
                    .GroupBy(r => r.Panel)
                    .ToDictionary(g => s_labels[g.Key], g => g.Select(r => new[] { r.Keyword, r.Match })),
            }
        );
        var task = await system.Http.WaitUntilDoneAsync(taskId);

        var expected = new KeywordReference(
            s_posts,
            s_rules,
            DateTime.Parse(from, CultureInfo.InvariantCulture),
            DateTime.Parse(to, CultureInfo.InvariantCulture),
            p => predict == "content" ? p.Content : p.Author
        );
        Assert.Multiple(() =>
        {
            Assert.That(task.Text("stat"), Is.EqualTo("SUCCESS"), task.ToString());
            Assert.That(task.Text("prod_stat"), Is.EqualTo(expected.Rows.Count > 0 ? "finish" : "no_data"));
            foreach (var (column, value) in expected.Totals.Figures())
                Assert.That(task.Text(column) ?? "", Is.EqualTo(value), column);
            Assert.That(task.GetProperty("progress").GetDouble(), Is.EqualTo(1));
            Assert.That(task.GetProperty("run_time").GetDouble(), Is.GreaterThan(0));
        });
        foreach (string table in expected.Totals.Tables)
        {
            Assert.That(
                await system.RowsAsync(table, taskId),
                Is.EqualTo(ResultReader.Sorted(expected.Rows.Where(r => r.Group == table))),
                table
            );
            var produced = await system.RowsAsync("wh_panel_mapping_" + table, taskId);
            Assert.That(
                produced.Select(r => (r.SourceAuthor, r.Panel, r.Time)).Order(),
                Is.EqualTo(expected.Totals.Production(table).Order()),
                table
            );
        }
        Assert.That(await system.CountAsync("SELECT COUNT(*) FROM task_chunk_authors"), Is.Zero, "what is counted is cleared away");
    }

    [Test]
    public async Task A_task_without_a_match_ends_with_no_data()
    {
        await using var system = await TestSystem.StartAsync(backend, s_posts.Take(100));
        string taskId = await system.Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2020-01-02",
                PATTERN = new { nobody = new[] { "⚝⚝⚝" } },
            }
        );
        var task = await system.Http.WaitUntilDoneAsync(taskId);
        Assert.Multiple(() =>
        {
            Assert.That(task.Text("stat"), Is.EqualTo("SUCCESS"));
            Assert.That(task.Text("prod_stat"), Is.EqualTo("no_data"));
            Assert.That(task.Text("result"), Is.Empty);
            Assert.That(task.GetProperty("length_output_table").GetInt64(), Is.Zero);
        });
    }

    [Test]
    public async Task Posts_of_one_second_stay_in_one_chunk_and_none_is_read_twice()
    {
        var second = new DateTime(2020, 1, 5, 12, 0, 0);
        var posts = Enumerable
            .Range(0, 4000)
            .Select(i => new MadePost(
                $"p{i}",
                "WH_F0045",
                "a",
                $"王{i % 50}小姐",
                "t",
                "c",
                i < 3500 ? second : second.AddSeconds(i - 3499)
            ))
            .ToArray();
        await using var system = await TestSystem.StartAsync(backend, posts, new Dictionary<string, string?> { ["CHUNK_SIZE"] = "200" });
        string taskId = await system.Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2020-02-01",
                PATTERN = new { female = new[] { "小姐" } },
                COUNTDOWN = 0,
            }
        );
        var task = await system.Http.WaitUntilDoneAsync(taskId);
        Assert.Multiple(() =>
        {
            Assert.That(task.GetProperty("length_receive_table").GetInt64(), Is.EqualTo(4000));
            Assert.That(task.Text("length_prod_table"), Is.EqualTo("50"));
            Assert.That(task.Text("uniq_source_author"), Is.EqualTo("50"));
            Assert.That(task.Text("rate_of_label"), Is.EqualTo("100.00"));
        });
        Assert.That(
            await system.CountAsync("SELECT COUNT(*) FROM task_chunk WHERE task_id = @taskId", new { taskId }),
            Is.GreaterThanOrEqualTo(3)
        );
    }
}
