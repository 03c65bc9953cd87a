using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Audience.Data.Posts;

namespace Audience.Tests.Data.Posts;

/// <summary>
/// A task of a whole table is cut into ranges of keys where these go up with time: each post is in one chunk, whatever is out of
/// order.
/// </summary>
[Category("database")]
internal sealed class KeyRangePartitionerTests
{
    private const int Posts = 3_000;
    private static readonly PostRange s_all = new(new(2020, 1, 1), new(2021, 1, 1));

    [TestCase("id VARCHAR(64) PRIMARY KEY", "LPAD(seq, 9, '0')", true, TestName = "in the order of time")]
    [TestCase("id BIGINT UNSIGNED PRIMARY KEY", "9223372036854775800 + seq", true, TestName = "numbers of 64 bits")]
    [TestCase(
        "id CHAR(36) COLLATE utf8mb4_bin PRIMARY KEY",
        "UPPER(CONCAT(LPAD(HEX(seq), 8, '0'), '-0000-4000-8000-AAAAAAAAAAAA'))",
        true,
        TestName = "UUIDs in capitals"
    )]
    [TestCase(
        "id VARCHAR(64) CHARACTER SET gbk COLLATE gbk_bin PRIMARY KEY",
        "CONCAT(LPAD(seq, 9, '0'), '貼')",
        false,
        TestName = "another character set"
    )]
    [TestCase("id VARCHAR(64), n INT DEFAULT 7, PRIMARY KEY (id, n)", "LPAD(seq, 9, '0')", true, TestName = "two columns")]
    [TestCase("id VARCHAR(64) PRIMARY KEY", "MD5(seq)", false, TestName = "in no order")]
    [TestCase("id BIGINT UNSIGNED PRIMARY KEY", "18446744073709551615 - seq", false, TestName = "numbers that count down")]
    [TestCase(
        "id VARCHAR(64), n INT DEFAULT 7, PRIMARY KEY (n, id)",
        "LPAD(seq, 9, '0')",
        false,
        TestName = "two columns, the first the same everywhere"
    )]
    [TestCase("id BINARY(4) PRIMARY KEY", "UNHEX(LPAD(HEX(seq), 8, '0'))", false, TestName = "bytes")]
    [TestCase("id VARCHAR(64)", "LPAD(seq, 9, '0')", false, TestName = "no primary key")]
    public async Task Each_post_is_in_one_chunk(string key, string id, bool lies)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(
            $"CREATE TABLE t ({key}, s_id VARCHAR(32), author VARCHAR(255), content TEXT, post_time DATETIME, KEY (post_time))"
        );
        // Five posts a minute, their times a little out of the order of their numbers.
        await database.ExecuteAsync(
            $"INSERT INTO t (id, s_id, author, post_time) SELECT {id}, 'WH_F0045', CONCAT('a', seq), "
                + $"'2020-01-01' + INTERVAL (seq DIV 5 + seq * 7 % 11) MINUTE FROM seq_0_to_{Posts - 1}"
        );
        var source = new MySqlPostSource(new(database.ConnectionString), new PostTable(database.Name, "t", "author"));
        Assert.That(await source.LiesByTimeAsync(s_all, default), Is.EqualTo(lies));
        foreach (int size in lies ? new[] { 7, 100, 5_000 } : [])
        {
            var chunks = await CutAsync(source, size);
            var authors = new List<string>();
            foreach (var chunk in chunks)
                authors.AddRange(await AuthorsAsync(source, chunk));
            Assert.That(authors, Is.EquivalentTo(Enumerable.Range(0, Posts).Select(i => $"a{i}")), $"chunks of {size}");
            // Boundaries out of order are left out, and chunks the longer for it.
            Assert.That(chunks, Has.Count.GreaterThan(Posts / size / 12));
        }
    }

    [Test]
    public async Task Posts_that_came_late_do_not_make_a_chunk_of_all_that_came_before_them()
    {
        const int size = 500;
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(
            "CREATE TABLE t (id INT PRIMARY KEY, s_id VARCHAR(32), author VARCHAR(255), content TEXT, post_time DATETIME, KEY (post_time))"
        );
        // Every 53rd post of the second day was found at the end, and an hour of the third.
        await database.ExecuteAsync(
            "INSERT INTO t (id, s_id, author, post_time) SELECT IF(seq DIV 10000 = 1 AND seq % 53 "
                + "= 0 OR seq BETWEEN 20500 AND 21500, seq + 1000000, seq), 'WH_1', CONCAT('a', seq), "
                + "'2020-01-01' + INTERVAL seq * 8 SECOND FROM seq_0_to_99999"
        );
        await database.ExecuteAsync("ANALYZE TABLE t");
        var source = new MySqlPostSource(new(database.ConnectionString), new PostTable(database.Name, "t", "author"));
        var chunks = new List<int>();
        var authors = new List<string>();
        foreach (var chunk in await CutAsync(source, size))
        {
            var some = await AuthorsAsync(source, chunk);
            chunks.Add(some.Count);
            authors.AddRange(some);
        }
        Assert.That(authors, Is.EquivalentTo(Enumerable.Range(0, 100_000).Select(i => $"a{i}")));
        Assert.That(chunks.Max(), Is.LessThan(10 * size), string.Join(' ', chunks));
    }

    [Test]
    public async Task A_post_without_a_real_time_lies_outside()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(
            "CREATE TABLE t (id INT PRIMARY KEY, s_id VARCHAR(32), author "
                + "VARCHAR(255), content TEXT, post_time DATETIME NOT NULL, KEY (post_time))"
        );
        await database.ExecuteAsync(
            "INSERT INTO t (id, post_time) SELECT seq, '2020-01-01' + INTERVAL seq MINUTE FROM "
                + "seq_0_to_99; SET sql_mode = ''; INSERT INTO t (id, post_time) VALUES (1000, '0000-00-00')"
        );
        var source = new MySqlPostSource(new(database.ConnectionString), new PostTable(database.Name, "t", "author"));
        Assert.That(await source.LiesByTimeAsync(s_all, default), Is.False);
        Assert.That((await source.FindBoundariesAsync(s_all, 40, 1, default))[0].Time, Is.EqualTo(s_all.From.AddMinutes(40)));
    }

    [TestCase("2020-01-01 00:01", "2021-01-01")]
    [TestCase("2020-01-01", "2020-01-01 10:05")]
    public async Task A_part_of_a_table_is_not_cut_by_keys(string from, string to)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(
            "CREATE TABLE t (id INT PRIMARY KEY, s_id VARCHAR(32), author VARCHAR(255), content TEXT, post_time DATETIME, KEY (post_time))"
        );
        await database.ExecuteAsync(
            $"INSERT INTO t (id, post_time) SELECT seq, '2020-01-01' + INTERVAL seq DIV 5 MINUTE FROM seq_0_to_{Posts + 29}"
        );
        var source = new MySqlPostSource(new(database.ConnectionString), new PostTable(database.Name, "t", "author"));
        Assert.That(await source.LiesByTimeAsync(new PostRange(Time(from), Time(to)), default), Is.False);

        static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
    }

    [Test]
    public async Task Posts_that_come_later_at_the_end_are_read_as_well_and_others_times_are_not()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(
            "CREATE TABLE t (id INT PRIMARY KEY, s_id VARCHAR(32), author VARCHAR(255), content TEXT, post_time DATETIME, KEY (post_time))"
        );
        await database.ExecuteAsync(
            "INSERT INTO t (id, s_id, author, post_time) SELECT seq, 'WH_1', "
                + "CONCAT('a', seq), '2020-01-01' + INTERVAL seq MINUTE FROM seq_0_to_99"
        );
        var source = new MySqlPostSource(new(database.ConnectionString), new PostTable(database.Name, "t", "author"));
        var chunks = await CutAsync(source, 40);
        await database.ExecuteAsync(
            "INSERT INTO t VALUES (1000, 'WH_1', 'late', 'c', '2020-12-31'), (1001, "
                + "'WH_1', 'too late', 'c', '2021-01-01'), (1002, 'WH_1', 'no time', 'c', NULL)"
        );
        Assert.That(chunks, Has.Count.EqualTo(3));
        Assert.That(await AuthorsAsync(source, chunks[^1]), Is.EquivalentTo(Enumerable.Range(80, 20).Select(i => $"a{i}").Append("late")));
    }

    // As the planner does, and as the worker reads a chunk of keys: within the whole range of times.
    private static async Task<List<PostRange>> CutAsync(MySqlPostSource source, int size) =>
        [
            .. (await SourceCuts.CutAsync(source, s_all with { Keys = new KeyRange(null, null) }, size)).Select(c =>
                s_all with
                {
                    Keys = c.Keys,
                }
            ),
        ];

    private static async Task<List<string>> AuthorsAsync(MySqlPostSource source, PostRange range)
    {
        var batches = Channel.CreateUnbounded<PostBatch>();
        await source.ReadAsync(range, new PostBatchPool(), batches.Writer, default);
        batches.Writer.Complete();
        var authors = new List<string>();
        await foreach (var batch in batches.Reader.ReadAllAsync())
            for (int i = 0; i < batch.Count; i++)
                authors.Add(Encoding.UTF8.GetString(batch[i].Author));
        return authors;
    }
}
