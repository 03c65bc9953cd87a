using Audience.Labeling;
using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Labeling.Matching;
using CsCheck;

namespace Audience.Tests.Labeling.Items;

/// <summary>Keyword items match where the documentation says that they do, and are explained and counted so.</summary>
[Category("property")]
public sealed class KeywordRuleProperties
{
    [Test]
    public void Items_match_where_the_reference_says() => Check(Gen.Const(TextFolds.None), folded: false, cases: 6000);

    [Test]
    public void Folded_items_match_where_the_reference_says() =>
        Check(Gen.Int[1, 15].Select(folds => (TextFolds)folds), folded: true, cases: 6000);

    private static void Check(Gen<TextFolds> folds, bool folded, int cases)
    {
        int refused = 0;
        Gen.Select(MadeItems.Item(MadeItems.Term(folded)).Array[0, 4].Array[1, 3], MadeItems.Text(folded).Array[1, 8], folds)
            .Sample(
                sample =>
                {
                    (RuleItem[][] items, string[] texts, TextFolds fold) = sample;
                    LabelItems[] labels = [.. items.Select((list, i) => new LabelItems($"l{i}", list))];
                    try
                    {
                        RuleModelCheck.Run(new KeywordRuleModel(labels, fold), labels, texts, new FoldingReference(fold));
                    }
                    catch (PatternException)
                    {
                        // Contradictions, keywords of nothing visible, exceptions that are the keyword: their messages have tests of
                        // their own.
                        refused++;
                    }
                },
                iter: cases,
                threads: 1
            );
        Assert.That(refused, Is.LessThan(cases / 2));
    }
}
