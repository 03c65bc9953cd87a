using Audience.Data.Comparisons;

namespace Audience.Tests.LabelWorker.Comparisons;

/// <summary>Authors brought together, also through the temporary file.</summary>
[TestFixture]
[Category("unit")]
internal sealed class AuthorCodesTests
{
    [TestCase(0)]
    [TestCase(100)]
    [TestCase(900_000)]
    public void Each_author_comes_once_with_all_of_its_codes(int rows)
    {
        var random = new Random(3);
        using var codes = new AuthorCodes();
        Dictionary<long, List<long>> expected = [];
        for (int row = 0; row < rows; row++)
        {
            // Hashes, and the small numbers of made-up rows.
            long author = random.Next(2) == 0 ? random.Next(rows) : (long)((ulong)random.Next(rows) * 0x9E3779B97F4A7C15),
                code = random.NextInt64();
            codes.Add(author, code);
            if (!expected.TryGetValue(author, out var some))
                expected[author] = some = [];
            some.Add(code);
        }
        int authors = 0;
        codes.Visit(
            (author, found) =>
            {
                authors++;
                if (!found.ToArray().Order().SequenceEqual(expected[author].Order()))
                    Assert.Fail($"author {author} has other codes");
            },
            default
        );
        Assert.That(authors, Is.EqualTo(expected.Count));
    }
}
