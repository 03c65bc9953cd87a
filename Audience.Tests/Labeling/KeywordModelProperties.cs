using Audience.Labeling.Keywords;
using CsCheck;

namespace Audience.Tests.Labeling;

/// <summary>The keyword model gives what asking .NET keyword by keyword gives.</summary>
[Category("property")]
public sealed class KeywordModelProperties
{
    private static readonly Gen<Keyword> AnyKeyword = Gen.Select(
        LabelingTexts.Keyword,
        Gen.Enum<KeywordMatchType>(),
        (text, match) => new Keyword(text, match)
    );

    private static readonly Gen<Keyword> Partially = LabelingTexts.Keyword.Select(text => new Keyword(text, KeywordMatchType.Partially));

    [Test]
    public void Agrees_with_string_comparison_on_every_match_type() => Check(AnyKeyword, labels: 4, keywords: 8);

    [Test]
    public void Agrees_with_string_comparison_on_partially_matched_keywords() => Check(Partially, labels: 3, keywords: 40);

    [Test]
    public void Agrees_with_string_comparison_on_more_labels_than_a_word_has_bits() => Check(AnyKeyword, labels: 150, keywords: 3);

    [Test]
    public void Agrees_with_string_comparison_on_one_label_of_one_keyword() => Check(AnyKeyword, labels: 1, keywords: 1);

    [Test]
    public void Agrees_with_string_comparison_on_long_keywords_only() =>
        Check(AnyKeyword.Select(keyword => keyword with { Text = keyword.Text + "小妹人" }), labels: 3, keywords: 10);

    private static void Check(Gen<Keyword> keyword, int labels, int keywords)
    {
        Gen<LabelKeywords[]> patterns = keyword
            .Array[0, keywords]
            .Array[1, labels]
            .Select(lists => lists.Select((list, i) => new LabelKeywords($"label {i}", list)).ToArray());
        patterns
            .SelectMany(pattern =>
            {
                string[] texts = [.. pattern.SelectMany(label => label.Keywords).Select(k => k.Text)];
                return Gen.OneOf(LabelingTexts.Text, LabelingTexts.Holding(texts))
                    .Array[1, 10]
                    .Select(posts => (Pattern: pattern, Posts: posts));
            })
            .Sample(
                sample =>
                {
                    KeywordModel model = new(sample.Pattern);
                    foreach (string post in sample.Posts)
                        Assert.That(Labels.Of(model, post), Is.EqualTo(Expected(sample.Pattern, post)), post);
                },
                iter: 2000,
                threads: 1
            );
    }

    private static string[] Expected(LabelKeywords[] pattern, string text) =>
        [.. pattern.Where(label => label.Keywords.Any(keyword => Stands(keyword, text))).Select(label => label.Label)];

    private static bool Stands(Keyword keyword, string text) =>
        keyword.Match switch
        {
            KeywordMatchType.Partially => text.Contains(keyword.Text, StringComparison.OrdinalIgnoreCase),
            KeywordMatchType.Start => text.StartsWith(keyword.Text, StringComparison.OrdinalIgnoreCase),
            KeywordMatchType.End => text.EndsWith(keyword.Text, StringComparison.OrdinalIgnoreCase),
            KeywordMatchType.Exactly => text.Equals(keyword.Text, StringComparison.OrdinalIgnoreCase),
            _ => throw new ArgumentOutOfRangeException(nameof(keyword)),
        };
}
