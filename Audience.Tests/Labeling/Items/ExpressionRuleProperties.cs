using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Labeling.Matching;
using CsCheck;

namespace Audience.Tests.Labeling.Items;

/// <summary>Items of expressions match where the documentation says that they do.</summary>
[Category("property")]
public sealed class ExpressionRuleProperties
{
    private static readonly string[] Parts = ["a", "b", "姐", "小", "ab?", "[ab]", "a+", "(?:小|姐)", "b{2}", "小.", "^a", "b$", @"\d"];

    private static readonly Gen<ItemTerm> Term = Gen.OneOf(Parts).Array[1, 3].Select(parts => ItemTerm.Expression(string.Concat(parts)));

    [Test]
    public void Items_match_where_the_reference_says() =>
        Gen.Select(
                MadeItems.Item(Term).Array[0, 3].Array[1, 3],
                Gen.OneOf(["a", "A", "b", "姐", "小", "空", "1"]).Array[0, 20].Select(string.Concat).Array[1, 6]
            )
            .Sample(
                sample =>
                {
                    LabelItems[] labels = [.. sample.Item1.Select((list, i) => new LabelItems($"l{i}", Checked(list)))];
                    RuleModelCheck.Run(new ExpressionRuleModel(labels), labels, sample.Item2, new FoldingReference(TextFolds.None));
                },
                iter: 1500,
                threads: 1
            );

    // The generator may fall back to a keyword.
    private static RuleItem[] Checked(RuleItem[] items) =>
        [.. items.Select(item => item.All.Any(term => term.Matches.Count > 0) ? new RuleItem(ItemTerm.Expression("姐")) : item)];
}
