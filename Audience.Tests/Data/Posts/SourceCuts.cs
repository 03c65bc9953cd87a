using Audience.Data.Posts;

namespace Audience.Tests.Data.Posts;

/// <summary>Cuts ranges of posts as the planner does.</summary>
internal static class SourceCuts
{
    /// <summary>The chunks of a range; asserts that they are the same however many boundaries are looked for at a time.</summary>
    public static async Task<List<PostRange>> CutAsync(IPostSource source, PostRange range, int size)
    {
        var chunks = await CutAsync(source, range, size, 1);
        foreach (int most in new[] { 2, 16 })
            Assert.That(await CutAsync(source, range, size, most), Is.EqualTo(chunks), $"{most} at a time");
        return chunks;
    }

    private static async Task<List<PostRange>> CutAsync(IPostSource source, PostRange rest, int size, int most)
    {
        var chunks = new List<PostRange>();
        while (true)
        {
            var ends = await source.FindBoundariesAsync(rest, size, most, default);
            foreach (var end in ends)
            {
                Assert.That(end.Time, Is.GreaterThan(rest.From));
                chunks.Add(rest.Before(end));
                rest = rest.After(end);
            }
            if (ends.Count == most)
                continue;
            chunks.Add(rest);
            return chunks;
        }
    }
}
