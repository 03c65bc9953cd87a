using System.Globalization;
using Audience.Tests.Api;

namespace Audience.Tests.Data.HostileServers;

/// <summary>Tables laid out as few are: every post is read once, with its id, author and time as they stand there.</summary>
[Category("database")]
internal sealed class OddTableTests
{
    private const int Posts = 60;

    private const string Rest = "s_id VARCHAR(32), author VARCHAR(99), content TEXT",
        Time = "post_time DATETIME, KEY (post_time)";

    private TestDatabase _input = null!;
    private TestSystem _system = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _input = await TestDatabase.CreateAsync();
        await _input.ExecuteAsync("ALTER DATABASE CHARACTER SET utf8mb4");
        _system = await TestSystem.StartAsync(
            Backend.Embedded,
            [],
            new Dictionary<string, string?>
            {
                ["INPUT_HOST"] = _input.Server.Host,
                ["INPUT_PORT"] = $"{_input.Server.Port}",
                ["INPUT_USER"] = _input.Server.User,
                ["INPUT_PASSWORD"] = _input.Server.Password,
                ["INPUT_SCHEMA"] = _input.Name,
                ["CHUNK_SIZE"] = "7",
                ["CHUNK_ATTEMPTS"] = "1",
            }
        );
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await _system.DisposeAsync();
        await _input.DisposeAsync();
    }

    [TestCase($"id BIGINT UNSIGNED PRIMARY KEY, {Rest}, {Time}", "", "18446744073709551500 + seq", "1844674407370955{0}", 1_500)]
    [TestCase($"id BIGINT PRIMARY KEY, {Rest}, {Time}", "", "-9223372036854775707 + CAST(seq AS SIGNED)", "-9223372036854775{0}", 707, -1)]
    [TestCase(
        $"id UUID PRIMARY KEY, {Rest}, {Time}",
        "",
        "CONCAT('00000000-0000-0000-0000-0000000000', seq + 10)",
        "00000000-0000-0000-0000-0000000000{0}",
        10
    )]
    [TestCase($"id INET6 PRIMARY KEY, {Rest}, {Time}", "", "CONCAT('2001:db8::', seq + 10)", "2001:db8::{0}", 10)]
    [TestCase($"id INT AUTO_INCREMENT PRIMARY KEY, {Rest}, {Time}", "ENGINE=Aria", "seq + 1", "{0}", 1)]
    [TestCase($"id INT, {Rest}, {Time}", "ENGINE=MyISAM", "seq", "{0}", 0)]
    [TestCase($"id INT, s_id VARCHAR(32), author VARCHAR(99), content VARCHAR(99), post_time DATETIME", "ENGINE=MEMORY", "seq", "{0}", 0)]
    [TestCase(
        $"ID INT PRIMARY KEY, S_ID VARCHAR(32), Author VARCHAR(99), CONTENT TEXT, Post_Time DATETIME, KEY (POST_TIME)",
        "",
        "seq",
        "{0}",
        0
    )]
    [TestCase($"id INT PRIMARY KEY, {Rest}, {Time}", "ROW_FORMAT=COMPRESSED", "seq", "{0}", 0)]
    [TestCase($"id INT PRIMARY KEY, {Rest}, {Time}", "WITH SYSTEM VERSIONING", "seq", "{0}", 0)]
    [TestCase($"id INT, {Rest}, post_time DATETIME NOT NULL, PRIMARY KEY (post_time, id)", "", "seq", "{0}", 0)]
    [TestCase(
        $"id INT, {Rest}, post_time DATETIME NOT NULL, PRIMARY KEY (id, post_time)",
        "PARTITION BY RANGE COLUMNS (post_time) (PARTITION a VALUES LESS THAN ('2020-01-02'), PARTITION b VALUES LESS THAN MAXVALUE)",
        "seq",
        "{0}",
        0
    )]
    [TestCase($"id INT PRIMARY KEY, s_id ENUM('WH_F0045'), author VARCHAR(99), content JSON, {Time}", "", "seq", "{0}", 0)]
    [TestCase(
        $"id INT PRIMARY KEY, s_id SET('WH_F0045', 'x'), author VARCHAR(99) COMPRESSED, content TEXT COMPRESSED, {Time}",
        "",
        "seq",
        "{0}",
        0
    )]
    [TestCase($"id INT PRIMARY KEY, s_id CHAR(32), author CHAR(99), content TEXT, {Time}", "", "seq", "{0}", 0)]
    [TestCase($"id INT PRIMARY KEY, s_id VARBINARY(32), author BLOB, content LONGBLOB, {Time}", "", "seq", "{0}", 0)]
    [TestCase(
        $"id INT DEFAULT 0 PRIMARY KEY INVISIBLE, s_id VARCHAR(32), author VARCHAR(99) INVISIBLE, content TEXT, {Time}",
        "",
        "seq",
        "{0}",
        0
    )]
    [TestCase($"id INT PRIMARY KEY, {Rest}, post_time DATETIME(6), KEY (post_time DESC)", "", "seq", "{0}", 0)]
    [TestCase(
        $"id VARCHAR(20) PRIMARY KEY, {Rest}, post_time TIMESTAMP(3) NULL, KEY (s_id, post_time)",
        "",
        "CONCAT('P ', seq)",
        "P {0}",
        0
    )]
    [TestCase($"id DOUBLE PRIMARY KEY, {Rest}, {Time}", "", "seq + 0.5", "{0}.5", 0)]
    [TestCase($"id INT PRIMARY KEY, {Rest}, post_time VARCHAR(30), KEY (post_time)", "", "seq", "{0}", 0)]
    [TestCase($"id INT PRIMARY KEY, {Rest}, post_time CHAR(26) CHARSET latin1", "", "seq", "{0}", 0)]
    [TestCase($"id DECIMAL(20, 2) PRIMARY KEY, {Rest}, {Time}", "", "CAST(seq AS SIGNED) - 30", "{0}.00", -30)]
    public async Task Every_post_is_read_once(string columns, string options, string id, string shown, int first, int step = 1)
    {
        string table = "t" + Guid.NewGuid().ToString("N");
        await _input.ExecuteAsync(
            $"CREATE TABLE {table} ({columns}) {options}; INSERT INTO {table} (id, s_id, author, content, post_time) "
                + $"SELECT {id}, 'WH_F0045', CONCAT('😀小姐', seq), '[\"c\"]', '2020-01-01' + INTERVAL seq HOUR FROM seq_0_to_{Posts - 1}"
        );
        await CheckAsync(
            table,
            i => shown.Replace("{0}", (first + i * step).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        );
    }

    [Test]
    public async Task A_view_is_read_as_a_table([Values("ALGORITHM=MERGE", "ALGORITHM=TEMPTABLE")] string algorithm)
    {
        string table = "t" + Guid.NewGuid().ToString("N");
        await _input.ExecuteAsync(
            $"CREATE TABLE {table} (n INT PRIMARY KEY, who VARCHAR(99), at DATETIME, KEY (at)); "
                + $"INSERT INTO {table} SELECT seq, CONCAT('😀小姐', seq), '2020-01-01' + INTERVAL seq HOUR FROM seq_0_to_{Posts - 1}; "
                + $"CREATE {algorithm} VIEW {table}v AS SELECT n AS id, 'WH_F0045' AS s_id, who AS author, 'c' AS content, at AS post_time "
                + $"FROM {table}"
        );
        await CheckAsync(table + "v", i => $"{i}");
    }

    [Test]
    public async Task Generated_columns_are_read([Values("VIRTUAL", "PERSISTENT")] string kind)
    {
        string table = "t" + Guid.NewGuid().ToString("N");
        await _input.ExecuteAsync(
            $"CREATE TABLE {table} (id INT PRIMARY KEY, at DATETIME, s_id VARCHAR(32) AS ('WH_F0045') {kind}, "
                + $"author VARCHAR(99) AS (CONCAT('😀小姐', id)) {kind}, content TEXT, "
                + $"post_time DATETIME AS (at) {kind}, KEY (post_time)); "
                + $"INSERT INTO {table} (id, at) SELECT seq, '2020-01-01' + INTERVAL seq HOUR FROM seq_0_to_{Posts - 1}"
        );
        await CheckAsync(table, i => $"{i}");
    }

    [Test]
    public async Task What_was_changed_or_deleted_in_a_table_with_history_is_not_read()
    {
        string table = "t" + Guid.NewGuid().ToString("N");
        await _input.ExecuteAsync(
            $"CREATE TABLE {table} (id INT PRIMARY KEY, {Rest}, {Time}) WITH SYSTEM VERSIONING; "
                + $"INSERT INTO {table} SELECT seq, 'WH_F0045', 'old小姐', 'c', '2020-01-01' + INTERVAL seq HOUR FROM seq_0_to_{Posts + 9}; "
                + $"UPDATE {table} SET author = CONCAT('😀小姐', id); DELETE FROM {table} WHERE id >= {Posts}"
        );
        await CheckAsync(table, i => $"{i}");
    }

    [TestCase("帖子_2020")]
    [TestCase("2020")]
    [TestCase("select")]
    [TestCase("a-b$c")]
    public async Task Names_that_must_be_quoted(string table)
    {
        await _input.ExecuteAsync(
            $"CREATE TABLE `{table}` (id INT PRIMARY KEY, {Rest}, {Time}); INSERT INTO `{table}` "
                + $"SELECT seq, 'WH_F0045', CONCAT('😀小姐', seq), 'c', '2020-01-01' + INTERVAL seq HOUR FROM seq_0_to_{Posts - 1}"
        );
        await CheckAsync(table, i => $"{i}");
    }

    [TestCase("a b")]
    [TestCase("a`b")]
    [TestCase("a.b")]
    [TestCase("😀")]
    public async Task Names_that_are_not_taken_are_refused(string table)
    {
        var answer = await _system.Http.PostAnswerAsync("/tasks/", SharedApi.Body(("INPUT_TABLE", table)));
        answer.ShouldBegin(400, $"INPUT_TABLE '{table}' is not a valid name: ");
    }

    [TestCase("INT", "1577836800")]
    [TestCase("DOUBLE", "1577836800")]
    [TestCase("TIME", "'-12:00:00'")]
    [TestCase("YEAR", "2020")]
    public async Task Another_type_of_time_is_refused_by_name(string type, string value)
    {
        string table = "t" + Guid.NewGuid().ToString("N");
        await _input.ExecuteAsync(
            $"CREATE TABLE {table} (id INT PRIMARY KEY, {Rest}, post_time {type}, KEY (post_time)); "
                + $"INSERT INTO {table} VALUES (1, 'WH_F0045', '小姐', 'c', {value})"
        );
        var answer = await _system.Http.PostAnswerAsync("/tasks/", SharedApi.Body(("INPUT_TABLE", table)));
        Assert.That(answer.Code, Is.EqualTo(400), answer.Text);
        Assert.That(answer.Text, Does.Contain("post_time").And.Contain(type.Split('(')[0].ToLowerInvariant()));
    }

    private async Task CheckAsync(string table, Func<int, string> id)
    {
        string task = await _system.Http.CreateTaskAsync(
            SharedApi.Body(("INPUT_TABLE", table), ("END_TIME", "2020-02-01"), ("PREDICT_TYPE", "author_name"))
        );
        var done = await _system.Http.WaitUntilDoneAsync(task);
        Assert.That(done.Text("stat"), Is.EqualTo("SUCCESS"), done.ToString());
        var rows = await _system.RowsAsync("fbfans", task);
        Assert.That(
            rows.Select(r => $"{r.Id} {r.Match} {r.Time:yyyy-MM-dd HH:mm}"),
            Is.EqualTo(Enumerable.Range(0, Posts).Select(i => $"{id(i)} 😀小姐{i} {new DateTime(2020, 1, 1).AddHours(i):yyyy-MM-dd HH:mm}"))
        );
    }
}
