using Audience.Labeling.Features;

namespace Audience.Tests.Labeling.Features;

/// <summary>How words are written is told by tokens of its own.</summary>
[Category("unit")]
internal sealed class CapitalsTests
{
    [TestCase("ab", "Ab", ExpectedResult = false)]
    [TestCase("Ab", "AB", ExpectedResult = false)]
    [TestCase("ab", "aB", ExpectedResult = true, Description = "what begins small is small")]
    [TestCase("A b", "A B", ExpectedResult = false)]
    [TestCase("Ab ab Ab", "ab Ab ab", ExpectedResult = false, Description = "the first, the last, and which follows which")]
    [TestCase("А1", "А1", ExpectedResult = true)]
    [TestCase("ещё", "Ещё", ExpectedResult = false)]
    [TestCase("12", "１２", ExpectedResult = true, Description = "digits have no case")]
    public bool Texts_look_alike(string one, string other) =>
        Vectors(TokenSet.Capitals, one, other) is [var a, var b] && a.SequenceEqual(b);

    [Test]
    public void Without_them_case_makes_no_difference()
    {
        Assert.That(Vectors(TokenSet.Words, "Ab CD", "ab cd") is [var a, var b] && a.SequenceEqual(b), Is.True);
    }

    [TestCase("中文 字 123 ไทย हिन्दी")]
    [TestCase("!? …")]
    public void A_text_without_case_costs_nothing(string text) =>
        Assert.That(Learned(TokenSet.Capitals, text).Vocabulary.Hashes, Is.EqualTo(Learned(TokenSet.Words, text).Vocabulary.Hashes));

    [Test]
    public void They_are_about_no_characters()
    {
        string text = "Red CAR";
        var spans = TokenSpans.Of(Learned(TokenSet.Capitals, text).Vocabulary, text);
        Assert.That(
            spans.Values.Count(places => places.All(place => place.Length == 0)),
            Is.EqualTo(5),
            "two ways, first, last, and a pair"
        );
    }

    private static List<float[]> Vectors(TokenSet set, params string[] texts)
    {
        var features = Learned(set, texts);
        var counts = new TokenCounts(features.Vocabulary);
        return
        [
            .. texts.Select(text =>
            {
                counts.Count(text);
                return Enumerable.Range(0, features.Vocabulary.Count).Select(token => (float)counts[token]).ToArray();
            }),
        ];
    }

    private static TfIdf Learned(TokenSet set, params string[] texts) => TfIdf.Learn(texts, set, 1_000, default);
}
