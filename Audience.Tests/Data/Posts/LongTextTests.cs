using System.Threading.Channels;
using Audience.Data.Posts;
using Audience.Testing;

namespace Audience.Tests.Data.Posts;

/// <summary>A text that the source cannot convert within its max_allowed_packet is not taken for no text.</summary>
[Category("database")]
internal sealed class LongTextTests
{
    private PrivateMariaDb _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await PrivateMariaDb.StartAsync();

    [OneTimeTearDown]
    public async Task EndAsync() => await _server.DisposeAsync();

    [TearDown]
    public async Task WidenAsync()
    {
        await using var connection = await _server.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SET GLOBAL max_allowed_packet = 16777216";
        await command.ExecuteNonQueryAsync();
    }

    [TestCase("utf8mb3")]
    [TestCase("utf16")]
    [TestCase("gbk")]
    [TestCase("big5")]
    public async Task The_failure_names_the_post(string charset)
    {
        await using var database = await TestDatabase.CreateAsync(_server);
        await database.ExecuteAsync(
            "CREATE TABLE t (id INT PRIMARY KEY, s_id VARCHAR(32), author VARCHAR(255), content LONGTEXT, "
                + $"post_time DATETIME, KEY (post_time)) DEFAULT CHARSET {charset}"
        );
        await database.ExecuteAsync(
            "INSERT INTO t VALUES (1, 'WH_1', '王', REPEAT('字', 1000), '2020-01-01'), (2, 'WH_1', '王', NULL, '2020-01-02'), "
                + "(3, 'WH_1', '王', CONCAT('姐', REPEAT('字', 700000)), '2020-01-03')"
        );
        // The reader's sessions, opened from here on, have the small one.
        await database.ExecuteAsync("SET GLOBAL max_allowed_packet = 1048576");
        var source = new MySqlPostSource(new(database.ConnectionString), new PostTable(database.Name, "t", "content"));

        var batch = await ReadAsync(source, new DateTime(2020, 1, 3));
        Assert.That((batch.Count, batch.Skipped), Is.EqualTo((1, SkipCounts.OneWithoutText)));
        Assert.That(
            async () => await ReadAsync(source, new DateTime(2020, 1, 4)),
            Throws
                .TypeOf<InvalidDataException>()
                .With.Message.Contains("the content of post '3'")
                .And.Message.Contains("max_allowed_packet")
        );
    }

    private static async Task<PostBatch> ReadAsync(MySqlPostSource source, DateTime to)
    {
        var batches = Channel.CreateUnbounded<PostBatch>();
        await source.ReadAsync(new PostRange(new DateTime(2020, 1, 1), to), new PostBatchPool(), batches.Writer, default);
        return await batches.Reader.ReadAsync();
    }
}
