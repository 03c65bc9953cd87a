using Audience.Labeling.Features;
using Audience.Labeling.Scoring;

namespace Audience.Tests.Labeling.Features;

[Category("unit")]
public sealed class VocabularyTests
{
    [Test]
    public void Numbers_tokens_in_their_order()
    {
        ulong[] hashes = [.. Enumerable.Range(0, 5000).Select(i => TextTokens.Hash($"t{i}"))];
        Vocabulary vocabulary = new(hashes);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(vocabulary.Count, Is.EqualTo(5000));
            Assert.That(hashes.Select(vocabulary.Find), Is.EqualTo(Enumerable.Range(0, 5000)));
            Assert.That(Enumerable.Range(0, 5000).Select(i => vocabulary.Find(TextTokens.Hash($"u{i}"))), Is.All.EqualTo(-1));
        }
    }

    [Test]
    public void May_be_empty() => Assert.That(new Vocabulary([]).Find(1), Is.EqualTo(-1));

    [Test]
    public void Refuses_hashes_that_cannot_be_searched_for()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new Vocabulary([1, 0]), Throws.TypeOf<ModelFormatException>());
            Assert.That(() => new Vocabulary([1, 2, 1]), Throws.TypeOf<ModelFormatException>());
            Assert.That(
                () => new Vocabulary([.. Enumerable.Range(1, 1000).Select(i => (ulong)i << 32)]),
                Throws.TypeOf<ModelFormatException>(),
                "all in one place"
            );
        }
    }

    [Test]
    public void Keeps_the_most_frequent_tokens_of_two_texts_at_least()
    {
        string[] texts =
        [
            .. Enumerable
                .Range(0, 30)
                .Select(i => $"every {(i % 2 == 0 ? "half" : "")} {(i < 2 ? "twice twice" : "")} {(i == 7 ? "once once once" : "")}"),
        ];
        var all = TfIdf.Learn(texts, TokenSet.Words, 100, CancellationToken.None).Vocabulary;
        var two = TfIdf.Learn(texts, TokenSet.Words, 2, CancellationToken.None).Vocabulary;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Hashes, Is.EqualTo(Hashes("every half twice")));
            Assert.That(two.Hashes, Is.EqualTo(Hashes("every half")));
        }
    }

    [Test]
    public void Keeps_all_tokens_of_a_few_texts() =>
        Assert.That(TfIdf.Learn(["a b", "c"], TokenSet.Words, 100, CancellationToken.None).Vocabulary.Count, Is.EqualTo(3));

    // Each word once, in the order of its first occurrence.
    private static IReadOnlyList<ulong> Hashes(string words) =>
        TfIdf.Learn([words], TokenSet.Words, 100, CancellationToken.None).Vocabulary.Hashes;

    [Test]
    public void Letters_count_by_themselves_where_they_are_asked_for_and_archives_without_them_stay()
    {
        var letters = TfIdf.Learn(["Zażółć"], TokenSet.Letters, 100, CancellationToken.None).Vocabulary;
        var counts = new TokenCounts(letters);
        counts.Count("ÓÓ gęś");
        Assert.That(letters.Count, Is.EqualTo(7), "six letters and the word");
        Assert.That(counts.Found.Length, Is.EqualTo(1), "of the letters only ó is known");
        Assert.That(counts[counts.Found[0]], Is.EqualTo(2));

        var earlier = TokenSet.All & ~TokenSet.Letters;
        ulong letter = letters.Hashes[1];
        Assert.That(TfIdf.Learn(["Zażółć"], earlier, 100, CancellationToken.None).Vocabulary.Find(letter), Is.EqualTo(-1));
        Assert.That(() => new Vocabulary([1], (TokenSet)128), Throws.TypeOf<ModelFormatException>());
    }
}
