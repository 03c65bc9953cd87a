using System.Globalization;
using System.Text.Json;
using Audience.Samples;
using Microsoft.Data.Sqlite;

namespace Audience.Tests.LabelWorker;

/// <summary>What a task leaves out is counted by reason: with what it read, it is every row of its range.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class SkippedPostsTests(Backend backend)
{
    private const int Posts = 600;
    private static readonly DateTime s_start = new(2020, 2, 20);

    private static readonly MadePost[] s_posts =
    [
        .. Enumerable
            .Range(0, Posts)
            .Select(i => new MadePost(
                $"p{i.ToString("0000", CultureInfo.InvariantCulture)}",
                i % 7 == 3 ? null : "WH_F0045",
                "a",
                i % 5 == 2 ? null : "小姐",
                "t",
                i % 11 == 4 ? null : "小姐",
                s_start.AddHours(i)
            )),
    ];

    [TestCase("author_name")]
    [TestCase("content")]
    public async Task With_what_was_read_they_are_all_rows_of_the_range(string predict)
    {
        await using var system = await TestSystem.StartAsync(backend, s_posts, Chunks("50"));
        string[] impossible = ["2020-03-00 00:00:00", "2020-02-31 23:59:59", "2020-02-30 00:00:00", "2020-03-00 07:00:00"];
        // In small chunks, each of them stands where a chunk might end.
        for (int i = 0; i < impossible.Length; i++)
            await AddAsync(system, $"x{i}", impossible[i]);
        var task = await LabelAsync(system, predict, "2020-02-22", "2020-03-12");
        var range = s_posts.Where(p => p.PostTime >= new DateTime(2020, 2, 22) && p.PostTime < new DateTime(2020, 3, 12)).ToList();
        var whole = range.Where(p => p.Author is not null && p.SourceId is not null).ToList();
        long Number(string name) => task.GetProperty("skipped").GetProperty(name).GetInt64();
        Assert.Multiple(() =>
        {
            Assert.That(Number("no_author"), Is.EqualTo(range.Count(p => p.Author is null)));
            Assert.That(Number("no_source"), Is.EqualTo(range.Count(p => p.Author is not null && p.SourceId is null)));
            Assert.That(Number("impossible_time"), Is.EqualTo(impossible.Length));
            Assert.That(Number("no_text"), Is.EqualTo(predict == "content" ? whole.Count(p => p.Content is null) : 0));
            Assert.That(
                task.GetProperty("length_receive_table").GetInt64()
                    + task.GetProperty("skipped").EnumerateObject().Sum(reason => reason.Value.GetInt64()),
                Is.EqualTo(range.Count + impossible.Length)
            );
        });
    }

    [TestCase("1")]
    [TestCase("2")]
    [TestCase("50000")]
    public async Task Nothing_but_impossible_times_ends_well(string chunk)
    {
        await using var system = await TestSystem.StartAsync(backend, [], Chunks(chunk));
        string[] times =
        [
            "2020-00-00 00:00:00",
            "2020-00-10 00:00:00",
            "2020-03-00 00:00:00",
            "2020-04-31 05:06:07",
            "2021-02-29 00:00:00",
        ];
        for (int i = 0; i < times.Length; i++)
            await AddAsync(system, $"x{i}", times[i]);
        var task = await LabelAsync(system, "author", "2019-01-01", "2022-01-01");
        Assert.That(task.GetProperty("skipped").GetProperty("impossible_time").GetInt64(), Is.EqualTo(times.Length));
        Assert.That(task.GetProperty("length_receive_table").GetInt64(), Is.Zero);
    }

    [Test]
    public async Task Posts_at_both_ends_of_all_times_are_labelled()
    {
        DateTime[] times = [new(1000, 1, 1), new(2020, 3, 1), new(9999, 12, 30, 23, 59, 59), new(9999, 12, 31)];
        var posts = Enumerable
            .Range(0, 40)
            .Select(i => new MadePost($"p{i:00}", "WH_F0045", "a", $"小姐{i}", "t", "c", times[i / 10].AddSeconds(i / 10 == 2 ? 0 : i)));
        await using var system = await TestSystem.StartAsync(backend, posts, Chunks("5"));
        var task = await LabelAsync(system, "author", "1000-01-01", "9999-12-31 23:59:59");
        Assert.That(task.GetProperty("length_output_table").GetInt64(), Is.EqualTo(40));
        Assert.That(task.GetProperty("skipped").EnumerateObject().Sum(reason => reason.Value.GetInt64()), Is.Zero);
    }

    private static Dictionary<string, string?> Chunks(string size) => new() { ["CHUNK_SIZE"] = size };

    private static async Task<JsonElement> LabelAsync(TestSystem system, string predict, string from, string to)
    {
        string id = await system.Http.CreateTaskAsync(
            new
            {
                PREDICT_TYPE = predict,
                START_TIME = from,
                END_TIME = to,
                COUNTDOWN = 0,
                PATTERN = new { female = new[] { "小姐" } },
            }
        );
        var task = await system.Http.WaitUntilDoneAsync(id);
        Assert.That(task.Text("stat"), Is.EqualTo("SUCCESS"), task.ToString());
        return task;
    }

    private static async Task AddAsync(TestSystem system, string id, string time)
    {
        string insert =
            $"INSERT INTO {SqlitePosts.Table} (id, s_id, s_area_id, author, title, content, post_time) "
            + $"VALUES ('{id}', 'WH_F0045', 'a', '小姐', 't', '小姐', '{time}')";
        if (system.Input is { } input)
        {
            await input.ExecuteAsync("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'; " + insert);
            return;
        }
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(system.DataDirectory, SqlitePosts.Schema + ".db"),
                Pooling = false,
            }.ConnectionString
        );
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = insert;
        await command.ExecuteNonQueryAsync();
    }
}
