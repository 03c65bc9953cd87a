using System.Collections.Concurrent;
using System.Diagnostics;
using Audience.Data.Posts;

namespace Audience.Tests.Data.Posts;

/// <summary>How often a source is asked: each time costs what the way there and back takes, and a source may be far away.</summary>
[Category("database")]
internal sealed class RoundTripTests
{
    // To prepare the session, and to ask.
    private const int Least = 2;
    private static readonly PostRange s_all = new(new DateTime(2020, 1, 1), new DateTime(2021, 1, 1));

    [Test]
    public async Task Planning_asks_no_more_often_for_many_chunks_than_for_one([Values] bool byKey)
    {
        await using var database = await CreateAsync();
        var source = new MySqlPostSource(new(database.ConnectionString), new PostTable(database.Name, "t", "author"));
        // Finds out how the table is laid out, once.
        Assert.That(await source.LiesByTimeAsync(s_all, default), Is.True);
        var range = byKey ? s_all with { Keys = new KeyRange(null, null) } : s_all;
        var (ends, asked) = await CountAsync(() => source.FindBoundariesAsync(range, 100, 16, default));
        Assert.That(ends.Select(end => end.Time), Is.EqualTo(Enumerable.Range(1, 16).Select(i => s_all.From.AddMinutes(100 * i))));
        Assert.That(asked, Has.Count.EqualTo(Least));
    }

    [Test]
    public async Task Looking_how_a_table_lies_takes_few_questions()
    {
        await using var database = await CreateAsync();
        var source = new MySqlPostSource(new(database.ConnectionString), new PostTable(database.Name, "t", "author"));
        var (_, asked) = await CountAsync(() => source.LiesByTimeAsync(s_all, default));
        Assert.That(asked, Has.Count.EqualTo(Least + Least + 1), "columns and indexes; the range, and then the keys in it");
    }

    private static async Task<TestDatabase> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(
            "CREATE TABLE t (id INT PRIMARY KEY, s_id VARCHAR(32), author VARCHAR(255), content TEXT, post_time DATETIME, KEY (post_time))"
        );
        await database.ExecuteAsync("INSERT INTO t (id, post_time) SELECT seq, '2020-01-01' + INTERVAL seq MINUTE FROM seq_0_to_1999");
        return database;
    }

    // What the driver sends is one packet for each command, whatever number of statements it has.
    private static async Task<(T Result, IReadOnlyCollection<string> Asked)> CountAsync<T>(Func<Task<T>> ask)
    {
        var asked = new ConcurrentQueue<string>();
        using var root = new Activity("ask").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "MySqlConnector",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            // Other tests ask meanwhile.
            ActivityStopped = activity =>
            {
                if (activity.RootId == root.RootId && activity.OperationName == "Execute")
                    asked.Enqueue(activity.OperationName);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return (await ask(), asked);
    }
}
