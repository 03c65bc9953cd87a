using Audience.Labeling.Features;
using Audience.Labeling.Prepared;
using Audience.Training;
using Audience.Training.Linear;

namespace Audience.Tests.Training;

/// <summary>What texts are cut into is what tells their labels.</summary>
[Category("unit")]
internal sealed class TokenChoiceTests
{
    [TestCase(20, 1, Description = "pairs of words tell the rare label, and parts of words are in their way")]
    [TestCase(2, 2, Description = "where no label is rare, tokens are those of two texts at least")]
    public void Pairs_of_words_without_their_parts_are_for_rare_labels(int oneOf, int minTexts)
    {
        var (cut, features, _) = Choose(oneOf);
        Assert.That(cut.MinTexts, Is.EqualTo(minTexts));
        Assert.That(cut.Set.HasFlag(TokenSet.WordPairs), Is.True, "nothing else tells");
        Assert.That(cut.Set.HasFlag(TokenSet.SubWords), Is.EqualTo(minTexts == 2));
        Assert.That(cut.Set.HasFlag(TokenSet.Capitals), Is.False, "there are none");
        Assert.That(features.Vocabulary.Set, Is.EqualTo(cut.Set));
    }

    [TestCase(false, true, Description = "the words are the same with either label, and only capitals tell it")]
    [TestCase(true, false, Description = "words tell the label, and so capitals need not")]
    public void Capitals_are_taken_where_they_tell(bool words, bool capitals)
    {
        var random = new Random(3);
        var texts = Enumerable
            .Range(0, 600)
            .Select(i =>
            {
                bool has = i % 2 == 0;
                string word = $"{(words && has ? "right" : "left")} word{random.Next(20)}";
                return new LabeledText(has ? word.ToUpperInvariant() : word, [has ? "has" : "not"]);
            });
        var documents = new Documents(new TrainingSet(["has", "not"], false, [.. texts]), default);
        var (cut, _, _) = TokenChoice.Choose(documents, new Sample(documents), new TrainingWatch(null, default));
        Assert.That(cut.Set, Is.EqualTo(capitals ? cut.Set | TokenSet.Capitals : TokenSet.Words));
    }

    [Test]
    public void Tokens_of_a_single_text_are_left_out_unless_they_are_wanted()
    {
        string[] texts = [.. Enumerable.Range(0, 30).Select(i => $"all own{(char)('a' + i % 26)}{i}")];
        Assert.That(TfIdf.Learn(texts, TokenSet.Words, 1_000, default).Vocabulary.Count, Is.EqualTo(1));
        Assert.That(TfIdf.Learn(texts, TokenSet.Words, 1_000, default, minTexts: 1).Vocabulary.Count, Is.EqualTo(31));
    }

    // Of two words, which comes first tells the label of a text, four times of five; its other words are noise.
    private static (TokenCut Cut, TfIdf Features, FitData Data) Choose(int oneOf)
    {
        var random = new Random(11);
        var texts = Enumerable
            .Range(0, 900)
            .Select(i =>
            {
                bool has = i % oneOf == 0,
                    told = random.Next(5) == 0 ? !has : has;
                string noise = string.Join(' ', Enumerable.Range(0, 6).Select(_ => Word(random)));
                return new LabeledText($"{noise} {(told ? "left right" : "right left")} {Word(random)}", [has ? "has" : "not"]);
            });
        var documents = new Documents(new TrainingSet(["has", "not"], false, [.. texts]), default);
        return TokenChoice.Choose(documents, new Sample(documents), new TrainingWatch(null, default));
    }

    private static string Word(Random random) => new([.. Enumerable.Range(0, 7).Select(_ => (char)('a' + random.Next(26)))]);
}
