using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Audience.Data.Posts;

namespace Audience.Tests.Data.Posts;

/// <summary>Reading from tables of every layout: each post of a range comes once, whatever the primary key.</summary>
[Category("database")]
internal sealed class MySqlPostSourceTests
{
    private const int Posts = 3_000;
    private static readonly DateTime s_start = new(2020, 1, 1);

    private static IEnumerable<TestCaseData> Layouts()
    {
        yield return new TestCaseData("CREATE TABLE t (id VARCHAR(64), COLUMNS, KEY (post_time))", "LPAD(seq, 9, '0')").SetArgDisplayNames(
            "no primary key"
        );
        yield return new TestCaseData(
            "CREATE TABLE t (id VARCHAR(64) PRIMARY KEY, COLUMNS, KEY (post_time))",
            "LPAD(seq, 9, '0')"
        ).SetArgDisplayNames("in the order of time");
        yield return new TestCaseData(
            "CREATE TABLE t (id VARCHAR(64) PRIMARY KEY, COLUMNS, KEY (post_time))",
            "MD5(seq)"
        ).SetArgDisplayNames("in no order");
        yield return new TestCaseData(
            "CREATE TABLE t (id BIGINT UNSIGNED PRIMARY KEY, COLUMNS, KEY (post_time))",
            "18446744073709551615 - seq"
        ).SetArgDisplayNames("numbers that count down");
        yield return new TestCaseData(
            "CREATE TABLE t (id CHAR(36) COLLATE utf8mb4_bin PRIMARY KEY, COLUMNS, KEY (post_time))",
            "UPPER(CONCAT(LPAD(HEX(seq), 8, '0'), '-0000-4000-8000-AAAAAAAAAAAA'))"
        ).SetArgDisplayNames("UUIDs in capitals");
        yield return new TestCaseData(
            "CREATE TABLE t (id VARCHAR(64) CHARACTER SET gbk COLLATE gbk_bin PRIMARY KEY, COLUMNS, KEY (post_time))",
            "CONCAT(LPAD(seq, 9, '0'), '貼')"
        ).SetArgDisplayNames("another character set");
        yield return new TestCaseData(
            "CREATE TABLE t (id DECIMAL(35,15) PRIMARY KEY, COLUMNS, KEY (post_time))",
            "CAST(CONCAT(seq, '2345678901234.123456789987654') AS DECIMAL(35,15))"
        ).SetArgDisplayNames("numbers with more digits than the driver keeps");
        yield return new TestCaseData(
            "CREATE TABLE t (id VARCHAR(64) CHARACTER SET cp932 COLLATE cp932_bin PRIMARY KEY, COLUMNS, KEY (post_time))",
            "CONCAT(LPAD(seq, 9, '0'), CONVERT(UNHEX('ED40') USING cp932))"
        ).SetArgDisplayNames("a character set in which two byte strings are one character");
        yield return new TestCaseData(
            "CREATE TABLE t (id VARCHAR(64) PRIMARY KEY, COLUMNS, KEY ix (post_time) IGNORED)",
            "LPAD(seq, 9, '0')"
        ).SetArgDisplayNames("an index that the server ignores");
        yield return new TestCaseData(
            "CREATE TABLE t (id VARCHAR(64) PRIMARY KEY, COLUMNS, KEY a (post_time) IGNORED, KEY b (post_time, s_id))",
            "LPAD(seq, 9, '0')"
        ).SetArgDisplayNames("an index that the server ignores beside a usable one");
        yield return new TestCaseData(
            "CREATE TABLE t (id BINARY(4) PRIMARY KEY, COLUMNS, KEY (post_time))",
            "UNHEX(LPAD(HEX(seq), 8, '0'))"
        ).SetArgDisplayNames("bytes");
        yield return new TestCaseData(
            "CREATE TABLE t (id VARCHAR(64), n INT DEFAULT 7, COLUMNS, PRIMARY KEY (n, id), KEY (post_time))",
            "LPAD(seq, 9, '0')"
        ).SetArgDisplayNames("two columns, the first the same everywhere");
        yield return new TestCaseData("CREATE TABLE t (id VARCHAR(64) PRIMARY KEY, COLUMNS)", "LPAD(seq, 9, '0')").SetArgDisplayNames(
            "no index on post_time"
        );
        yield return new TestCaseData(
            "CREATE TABLE t (id VARCHAR(64), COLUMNS, PRIMARY KEY (id(3)), KEY (post_time)) ",
            "CONCAT(CHAR(48 + seq DIV 1600 USING utf8mb4), CHAR(48 + seq DIV 40 MOD 40 USING utf8mb4), CHAR(48 + seq MOD 40 USING utf8mb4))"
        ).SetArgDisplayNames("a key of the first letters");
        yield return new TestCaseData(
            "CREATE TABLE t (id VARCHAR(64) PRIMARY KEY, COLUMNS, KEY (post_time)) ENGINE=MyISAM",
            "LPAD(seq, 9, '0')"
        ).SetArgDisplayNames("MyISAM");
    }

    [TestCaseSource(nameof(Layouts))]
    public async Task Every_post_of_a_range_comes_once(string create, string id)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(
            create.Replace("COLUMNS", "s_id VARCHAR(32), author VARCHAR(255), content TEXT, post_time DATETIME", StringComparison.Ordinal)
        );
        // Five posts a minute, their times a little out of the order of their numbers, some without an author.
        await database.ExecuteAsync(
            $"INSERT INTO t (id, s_id, author, content, post_time) SELECT {id}, 'WH_F0045', IF(seq % 17 = 0, NULL, CONCAT('a', seq)), 'c', "
                + $"'2020-01-01' + INTERVAL (seq DIV 5 + seq * 7 % 11) MINUTE FROM seq_0_to_{Posts - 1}"
        );
        var source = new MySqlPostSource(new(database.ConnectionString), new PostTable(database.Name, "t", "author"));

        foreach (var (from, to) in new[] { (0, 24 * 60), (13, 200), (200, 201), (590, 700), (5000, 6000) })
        {
            var expected = Enumerable
                .Range(0, Posts)
                .Where(i => i % 17 != 0)
                .Select(i => (Author: $"a{i}", Minute: i / 5 + i * 7 % 11))
                .Where(p => p.Minute >= from && p.Minute < to)
                .Select(p => $"{p.Author} {s_start.AddMinutes(p.Minute).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}");
            Assert.That(
                await ReadAsync(source, new PostRange(s_start.AddMinutes(from), s_start.AddMinutes(to))),
                Is.EquivalentTo(expected),
                $"minutes {from} to {to}"
            );
        }
    }

    [TestCase("utf8mb4")]
    [TestCase("big5")]
    public async Task Texts_come_whole_and_posts_without_one_do_not(string charset)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(
            "CREATE TABLE t (id INT PRIMARY KEY, s_id VARCHAR(32), author VARCHAR(255), content "
                + $"LONGTEXT, post_time DATETIME(6), KEY (post_time)) DEFAULT CHARSET {charset}"
        );
        await database.ExecuteAsync(
            "INSERT INTO t VALUES (1, 'WH_1', '王', REPEAT('文', 200000), '2020-01-01 00:00:00.25'), "
                + "(2, 'WH_1', '王', NULL, '2020-01-01'), (3, NULL, '王', 'c', '2020-01-01'), "
                + "(4, 'WH_1', NULL, 'c', '2020-01-01'), (5, '', '', '', '2020-01-01'), "
                + "(6, 'WH_1', REPEAT('王', 200), REPEAT('文', 171), '2020-01-01')"
        );
        var batches = Channel.CreateUnbounded<PostBatch>();
        await new MySqlPostSource(new(database.ConnectionString), new PostTable(database.Name, "t", "content")).ReadAsync(
            new PostRange(s_start, s_start.AddDays(1)),
            new PostBatchPool(),
            batches.Writer,
            default
        );
        batches.Writer.Complete();
        var posts = new List<(string, string, string, string, string)>();
        await foreach (var batch in batches.Reader.ReadAllAsync())
            for (int i = 0; i < batch.Count; i++)
                posts.Add((Text(batch[i].Id), Text(batch[i].Source), Text(batch[i].Author), Text(batch[i].Field(4)), Text(batch[i].Time)));

        Assert.That(
            posts,
            Is.EquivalentTo(
                new[]
                {
                    ("1", "WH_1", "王", new string('文', 200_000), "2020-01-01 00:00:00.250000"),
                    ("5", "", "", "", "2020-01-01 00:00:00.000000"),
                    ("6", "WH_1", new string('王', 200), new string('文', 171), "2020-01-01 00:00:00.000000"),
                }
            )
        );

        static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
    }

    [TestCase("BINARY(16)", "X'E3BB87230430764A000102030405FF27'", "e3bb87230430764a000102030405ff27")]
    [TestCase("VARBINARY(20)", "X'00FF5C27'", "00ff5c27")]
    [TestCase("TINYBLOB", "X'FF'", "ff")]
    [TestCase("BIGINT UNSIGNED", "18446744073709551615", "18446744073709551615")]
    [TestCase("UUID", "'123e4567-e89b-12d3-a456-426655440000'", "123e4567-e89b-12d3-a456-426655440000")]
    [TestCase("VARCHAR(20) CHARACTER SET big5", "'貼文'", "貼文")]
    [TestCase("DECIMAL(35,15)", "12345678901234567890.123456789987654", "12345678901234567890.123456789987654")]
    public async Task Ids_can_be_read_and_looked_for(string type, string id, string expected)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(
            $"CREATE TABLE t (id {type}, s_id VARCHAR(32), author VARCHAR(255), content TEXT, post_time DATETIME); "
                + $"INSERT INTO t VALUES ({id}, 'WH_1', '王', 'c', '2020-01-01')"
        );
        var batches = Channel.CreateUnbounded<PostBatch>();
        await new MySqlPostSource(new(database.ConnectionString), new PostTable(database.Name, "t", "author")).ReadAsync(
            new PostRange(s_start, s_start.AddDays(1)),
            new PostBatchPool(),
            batches.Writer,
            default
        );
        var batch = await batches.Reader.ReadAsync();
        Assert.That(Encoding.UTF8.GetString(batch[0].Id), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_source_among_many_tables_has_none_of_the_others_opened()
    {
        const int others = 100;
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(
            "CREATE TABLE t (id INT PRIMARY KEY, s_id VARCHAR(32), author VARCHAR(255), post_time DATETIME, KEY (post_time))"
        );
        await database.ExecuteAsync(
            string.Concat(Enumerable.Range(0, others).Select(i => $"CREATE TABLE other_{i} (id INT) ENGINE=MyISAM;"))
        );
        // By name: a flush of all tables waits for those that other tests read, and everybody who opens these waits for the flush.
        await database.ExecuteAsync("FLUSH TABLES t, " + string.Join(", ", Enumerable.Range(0, others).Select(i => $"other_{i}")));
        long before = await OpenedAsync();
        await ReadAsync(
            new MySqlPostSource(new(database.ConnectionString), new PostTable(database.Name, "t", "author")),
            new PostRange(s_start, s_start.AddDays(1))
        );
        Assert.That(await OpenedAsync() - before, Is.LessThan(others));

        Task<long> OpenedAsync() =>
            database.ScalarAsync<long>(
                "SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM information_schema.GLOBAL_STATUS "
                    + "WHERE VARIABLE_NAME = 'OPENED_TABLE_DEFINITIONS'"
            );
    }

    private static async Task<List<string>> ReadAsync(MySqlPostSource source, PostRange range)
    {
        var batches = Channel.CreateUnbounded<PostBatch>();
        await source.ReadAsync(range, new PostBatchPool(), batches.Writer, default);
        batches.Writer.Complete();
        var posts = new List<string>();
        await foreach (var batch in batches.Reader.ReadAllAsync())
            for (int i = 0; i < batch.Count; i++)
                posts.Add($"{Encoding.UTF8.GetString(batch[i].Author)} {Encoding.UTF8.GetString(batch[i].Time)}");
        return posts;
    }
}
