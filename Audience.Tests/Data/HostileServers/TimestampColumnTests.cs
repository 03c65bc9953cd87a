using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Audience.Data.Posts;
using Audience.Data.Sources;
using Audience.Testing;
using Audience.Tests.Data.Posts;

namespace Audience.Tests.Data.HostileServers;

/// <summary>
/// A post_time of type TIMESTAMP on a server in a zone with daylight saving: each post is read once, with the time that the server shows.
/// </summary>
[Category("database")]
internal sealed class TimestampColumnTests
{
    private const int Minutes = 1_440,
        ChunkSize = 10;
    private PrivateMariaDb? _server;

    [OneTimeSetUp]
    public async Task StartAsync() => await SavingZone.SetAsync(_server = await PrivateMariaDb.StartAsync());

    [OneTimeTearDown]
    public async Task StopAsync() => await _server!.DisposeAsync();

    [TestCase(SavingZone.Autumn, "LPAD(seq, 9, '0')", false, TestName = "An hour that comes twice")]
    [TestCase(SavingZone.Spring, "LPAD(seq, 9, '0')", false, TestName = "An hour that is left out")]
    [TestCase(SavingZone.Autumn, "LPAD(seq, 9, '0')", true, TestName = "An hour that comes twice, in ranges of keys")]
    [TestCase(SavingZone.Autumn, "MD5(seq)", false, TestName = "An hour that comes twice, keys in no order")]
    public async Task Every_post_comes_once(long change, string id, bool byKey)
    {
        await using var database = await TestDatabase.CreateAsync(_server);
        await database.ExecuteAsync(
            "CREATE TABLE t (id VARCHAR(64) PRIMARY KEY, s_id VARCHAR(32), author VARCHAR(255), content TEXT, "
                + "post_time TIMESTAMP NOT NULL, KEY (post_time))"
        );
        // Every other minute, from 12 hours before the change to 12 hours after it.
        long first = change - Minutes / 2 * 60;
        await database.ExecuteAsync(
            $"SET time_zone = '+00:00'; INSERT INTO t SELECT {id}, 'WH_F0045', CONCAT('a', seq), 'c', "
                + $"'1970-01-01' + INTERVAL {first} + seq * 120 SECOND FROM seq_0_to_{Minutes / 2 - 1}"
        );
        var source = new MySqlPostSource(new(database.ConnectionString), new PostTable(database.Name, "t", "author"));
        var rest = new PostRange(At(first), At(first + Minutes * 60));
        Assert.That(await source.LiesByTimeAsync(rest, default), Is.EqualTo(id.StartsWith("LPAD", StringComparison.Ordinal)));
        if (byKey)
            rest = rest with { Keys = new KeyRange(null, null) };

        var posts = new List<string>();
        var chunks = await SourceCuts.CutAsync(source, rest, ChunkSize);
        // As the worker reads a chunk of keys: within the whole range of times.
        foreach (var chunk in chunks)
            posts.AddRange(await ReadAsync(source, byKey ? rest with { Keys = chunk.Keys } : chunk));

        Assert.That(posts, Is.EqualTo(Enumerable.Range(0, Minutes / 2).Select(i => $"a{i} {At(first + i * 120):yyyy-MM-dd HH:mm:ss}")));
        Assert.That(chunks, Has.Count.GreaterThan(Minutes / 2 / ChunkSize - 10));

        // As the zone shows it: one hour ahead, two between spring and autumn.
        static DateTime At(long second) =>
            DateTime.UnixEpoch.AddSeconds(second + (second is >= SavingZone.Spring and < SavingZone.Autumn ? 7_200 : 3_600));
    }

    [Test]
    public async Task What_is_counted_and_shown_of_a_source_is_in_the_zone_of_the_server()
    {
        await using var database = await TestDatabase.CreateAsync(_server);
        await database.ExecuteAsync(
            "CREATE TABLE t (id INT PRIMARY KEY, s_id VARCHAR(32), author VARCHAR(255), content TEXT, post_time TIMESTAMP NOT NULL, "
                + "KEY (post_time))"
        );
        // 23:30 to 0:29 of a summer's day there, an hour of UTC before midnight.
        await database.ExecuteAsync(
            "SET time_zone = '+00:00'; INSERT INTO t SELECT seq, 'WH_F0045', 'a', 'c', "
                + "'2026-06-30 21:30:00' + INTERVAL seq MINUTE FROM seq_0_to_59"
        );
        var source = new MySqlPostSource(new(database.ConnectionString), new PostTable(database.Name, "t", "author"));
        var counts = await source.CountAsync(
            [new(new(2026, 6, 30), new(2026, 7, 1)), new(new(2026, 7, 1), new(2026, 7, 2))],
            most: 1_000,
            default
        );
        var catalog = new MySqlSourceCatalog(new(database.ConnectionString));
        var found = (await catalog.FindAsync(database.Name, "t", default))!;
        var days = (await catalog.CountAsync(found, new(2026, 6, 30), new(2026, 7, 2), default)).Points.Select(p => p.Posts);
        Assert.Multiple(() =>
        {
            Assert.That(counts, Is.EqualTo([new SliceCount(30, true), new SliceCount(30, true)]));
            Assert.That((found.First, found.Last), Is.EqualTo((new DateTime(2026, 6, 30, 23, 30, 0), new DateTime(2026, 7, 1, 0, 29, 0))));
            Assert.That(days, Is.EqualTo([30, 30]));
        });
    }

    private static async Task<List<string>> ReadAsync(MySqlPostSource source, PostRange range)
    {
        var batches = Channel.CreateUnbounded<PostBatch>();
        await source.ReadAsync(range, new PostBatchPool(), batches.Writer, default);
        batches.Writer.Complete();
        var posts = new List<(int Number, string Text)>();
        await foreach (var batch in batches.Reader.ReadAllAsync())
            for (int i = 0; i < batch.Count; i++)
            {
                string author = Encoding.UTF8.GetString(batch[i].Author);
                posts.Add((int.Parse(author[1..], CultureInfo.InvariantCulture), $"{author} {Encoding.UTF8.GetString(batch[i].Time)}"));
            }
        // Within a chunk their order is the key's.
        return [.. posts.OrderBy(p => p.Number).Select(p => p.Text)];
    }
}
