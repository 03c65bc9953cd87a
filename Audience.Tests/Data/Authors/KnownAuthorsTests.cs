using Audience.Data.Authors;

namespace Audience.Tests.Data.Authors;

/// <summary>What is known is what was added, while it grows and while others look.</summary>
[Category("unit")]
internal sealed class KnownAuthorsTests
{
    [Test]
    public void Hashes_are_those_that_were_added()
    {
        var random = new Random(1);
        var known = new KnownHashes();
        var expected = new HashSet<ulong>();
        for (int i = 0; i < 20_000; i++)
        {
            // Low bits alike, so that they crowd around one place.
            ulong hash = (ulong)random.NextInt64(10_000) << 40 | (uint)random.Next(2);
            known.Add(hash);
            if (hash != 0)
                expected.Add(hash);
        }
        Assert.That(known.Count, Is.EqualTo(expected.Count));
        Assert.That(
            Enumerable.Range(0, 20_000).SelectMany(i => new[] { (ulong)i << 40, ((ulong)i << 40) + 1 }).Where(known.Contains),
            Is.EquivalentTo(expected)
        );
        Assert.That(known.Contains(0), Is.False);
    }

    [Test]
    public async Task Whoever_sees_a_hash_sees_the_chunk_that_left_it()
    {
        const int chunks = 50,
            each = 2_000;
        var known = new KnownAuthors();
        var adding = Task.Run(() =>
        {
            for (int chunk = 0; chunk < chunks; chunk++)
                known.Add(chunk, [("blog", Hashes(chunk))]);
        });
        int seen = 0;
        for (bool last = false; !last; )
        {
            last = adding.IsCompleted;
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                bool isKnown = known.Of("blog").Contains(Hashes(chunk).Span[each - 1]);
                Assert.That(!isKnown || known.Chunks.Contains(chunk), Is.True);
                seen += isKnown ? 1 : 0;
            }
        }
        await adding;
        Assert.That(seen, Is.GreaterThanOrEqualTo(chunks), "all of them in the last look");
        Assert.That(known.Of("fbfans").Contains(Hashes(0).Span[0]), Is.False, "another group");

        static ReadOnlyMemory<ulong> Hashes(int chunk) =>
            Enumerable.Range(0, each).Select(i => (ulong)(chunk * each + i + 1) * 0x9E3779B97F4A7C15).ToArray();
    }

    [Test]
    public void No_more_are_kept_than_there_is_room_for()
    {
        var known = new KnownAuthors();
        known.Add(0, [("blog", Enumerable.Range(1, 600_000).Select(i => (ulong)i).ToArray())]);
        known.Add(1, [("blog", new ulong[] { 700_000 })]);
        Assert.That(known.Of("blog").Count, Is.EqualTo(512 * 1024));
        Assert.That(known.Of("blog").Contains(700_000), Is.False);
        Assert.That(known.Chunks, Is.EqualTo([0]));
    }
}
