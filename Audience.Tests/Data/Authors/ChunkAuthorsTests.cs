using Audience.Data.Authors;

namespace Audience.Tests.Data.Authors;

/// <summary>The distinct authors of a task are counted over what its chunks have left, slice by slice.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class ChunkAuthorsTests(Backend backend)
{
    private const string Task = "0123456789abcdef0123456789abcdef";

    [Test]
    public async Task Slices_of_any_size_give_the_same_count()
    {
        await using var system = await TestSystem.StartAsync(backend, []);
        var random = new Random(7);
        var all = new HashSet<ulong>();
        await using (var connection = await system.Output.OpenAsync(default))
            for (int seq = 0; seq < 3; seq++)
            {
                // More than two parts of 8,192; half of them are in the other chunks too.
                ulong[] hashes = [.. Enumerable.Range(0, 20_000).Select(_ => (ulong)random.NextInt64(0, 40_000) << 40).Distinct().Order()];
                all.UnionWith(hashes);
                await using var transaction = await system.Output.Dialect.BeginAsync(connection, default);
                await ChunkAuthors.InsertAsync(connection, transaction, Task, seq, [("fbfans", hashes.AsMemory())], default);
                await transaction.CommitAsync();
            }

        foreach (int budget in new[] { 1, 100_000, 32 * 1024 * 1024 })
            Assert.That(
                await new ChunkAuthors(system.Output) { Budget = budget }.CountDistinctAsync(Task, "fbfans", default),
                Is.EqualTo(all.Count),
                $"{budget} bytes"
            );
    }
}
