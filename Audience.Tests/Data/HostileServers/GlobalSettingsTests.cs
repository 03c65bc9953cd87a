using System.Threading.Channels;
using Audience.Data.Posts;
using Audience.Testing;
using MySqlConnector;

namespace Audience.Tests.Data.HostileServers;

/// <summary>Whatever the global settings of the source and the output server are, the tables come out the same.</summary>
[Category("database")]
internal sealed class GlobalSettingsTests
{
    private static readonly string[] s_modes =
    [
        "NO_BACKSLASH_ESCAPES",
        "ANSI",
        "ORACLE",
        "MSSQL",
        "EMPTY_STRING_IS_NULL",
        "PAD_CHAR_TO_FULL_LENGTH",
        "TRADITIONAL",
        "NO_ZERO_IN_DATE,NO_ZERO_DATE",
        "PIPES_AS_CONCAT",
        "HIGH_NOT_PRECEDENCE",
        "IGNORE_SPACE",
        "NO_UNSIGNED_SUBTRACTION",
        "ONLY_FULL_GROUP_BY",
        "SIMULTANEOUS_ASSIGNMENT",
        "TIME_ROUND_FRACTIONAL",
        "NO_AUTO_VALUE_ON_ZERO",
        "DB2",
        "MAXDB",
        "POSTGRESQL",
        "MYSQL40",
        "ANSI_QUOTES",
        "ALLOW_INVALID_DATES",
        "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION",
        "STRICT_ALL_TABLES,REAL_AS_FLOAT,NO_DIR_IN_CREATE,NO_FIELD_OPTIONS,NO_KEY_OPTIONS,NO_TABLE_OPTIONS",
        "",
    ];

    private PrivateMariaDb _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await PrivateMariaDb.StartAsync();
        await SavingZone.SetAsync(_server);
        await using var connection = await _server.OpenAsync();
        await new MySqlCommand("SET GLOBAL time_zone = 'SYSTEM'", connection).ExecuteNonQueryAsync();
    }

    [OneTimeTearDown]
    public async Task EndAsync() => await _server.DisposeAsync();

    private static readonly string[] s_others =
    [
        "autocommit = 0",
        "local_infile = 0",
        "sql_safe_updates = 1",
        "sql_select_limit = 3",
        "tx_isolation = 'READ-UNCOMMITTED'",
        "tx_isolation = 'SERIALIZABLE'",
        "time_zone = '-05:00'",
        "time_zone = 'Test/Saving'",
        "wait_timeout = 3",
        "net_write_timeout = 1",
        "max_allowed_packet = 1048576",
        "character_set_server = 'latin1'",
    ];

    // Each mode comes with one of the others, and each of the others with two modes at least: half the time of one by one.
    private static IEnumerable<TestCaseData> Settings() =>
        s_modes.Select((mode, i) => new TestCaseData($"sql_mode = '{mode}'", s_others[i % s_others.Length]));

    [TestCaseSource(nameof(Settings))]
    public async Task The_tables_are_the_same(string mode, string other)
    {
        await using var input = await TestDatabase.CreateAsync(_server);
        await using var results = await TestDatabase.CreateAsync(_server);
        await MainJob.FillAsync(input);
        string name = other.Split(' ')[0];
        string before = (await results.ScalarAsync<object>($"SELECT @@GLOBAL.{name}"))!.ToString()!,
            modeBefore = (await results.ScalarAsync<string>("SELECT @@GLOBAL.sql_mode"))!;
        await input.ExecuteAsync($"SET GLOBAL {mode}, GLOBAL {other}");
        try
        {
            await MainJob.CheckAsync(input, results);
        }
        finally
        {
            await using var connection = await _server.OpenAsync();
            string value = ulong.TryParse(before, out _) ? before : $"'{before}'";
            await new MySqlCommand(
                $"SET SESSION sql_mode = '', autocommit = 1; SET GLOBAL sql_mode = '{modeBefore}', GLOBAL {name} = {value}",
                connection
            ).ExecuteNonQueryAsync();
        }
    }

    [Test]
    public async Task Rules_that_keep_the_server_waiting_lose_no_posts()
    {
        const int Posts = 8_000;
        await using var input = await TestDatabase.CreateAsync(_server);
        // More than lies between the server and us: it waits for longer than its net_write_timeout.
        await input.ExecuteAsync(
            "SET GLOBAL net_write_timeout = 1; CREATE TABLE t (id INT PRIMARY KEY, s_id VARCHAR(32), author VARCHAR(255), content TEXT, "
                + "post_time DATETIME, KEY (post_time)); INSERT INTO t SELECT seq, 'WH_F0045', 'a', REPEAT('c', 4000), "
                + $"'2020-01-01' + INTERVAL seq SECOND FROM seq_1_to_{Posts}"
        );
        try
        {
            var source = new MySqlPostSource(new(input.ConnectionString), new PostTable(input.Name, "t", "content"));
            var batches = Channel.CreateBounded<PostBatch>(1);
            var reading = Task.Run(async () =>
            {
                await source.ReadAsync(new PostRange(new(2020, 1, 1), new(2021, 1, 1)), new PostBatchPool(), batches.Writer, default);
                batches.Writer.Complete();
            });
            int posts = (await batches.Reader.ReadAsync()).Count;
            // What the server does after a second cannot be asked for sooner.
            await Task.Delay(TimeSpan.FromSeconds(2.5));
            await foreach (var batch in batches.Reader.ReadAllAsync())
                posts += batch.Count;
            await reading;
            Assert.That(posts, Is.EqualTo(Posts));
        }
        finally
        {
            await input.ExecuteAsync("SET GLOBAL net_write_timeout = 60");
        }
    }
}
