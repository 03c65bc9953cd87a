using Audience.Labeling.Items;
using Audience.Labeling.Keywords;
using CsCheck;

namespace Audience.Tests.Labeling.Items;

/// <summary>Generators of items over an alphabet so small that keywords nest, and stand in exceptions and texts.</summary>
internal static class MadeItems
{
    private static readonly string[] Letters = ["姐", "小", "空", "a", "A", "b", "発", "髮", "\U00010400", "\U00010428", "😀"];

    /// <summary>What folding changes, beside what it makes of it.</summary>
    private static readonly string[] Folded =
    [
        "發",
        "发",
        "髮",
        "Ａ",
        "а",
        "А",
        "\U0001D400",
        "ｶ",
        "ﾞ",
        "ﾟ",
        "ガ",
        "カ",
        "ﾊ",
        "パ",
        "\U000213AE",
        "\U00020BB6",
        "ｂ",
        "，",
        ",",
    ];

    private static readonly string[] Invisible = ["\u200B", "\u00AD", "\uFE0F", "\uFEFF", "\U000E0100", "\u2060"];
    private static readonly string[] Halves = ["\uD801", "\uDC28", "\uDC00"];

    internal static Gen<string> Word(bool folds, int most = 3) =>
        folds
            ? Gen.Select(Of([.. Letters, .. Folded], 1, most), Gen.OneOf(["", "", "", .. Invisible]), (word, invisible) => word + invisible)
            : Of(Letters, 1, most);

    internal static Gen<string> Text(bool folds) =>
        Gen.Frequency(
            (4, Of(folds ? [.. Letters, .. Folded, .. Invisible] : Letters, 0, 25)),
            (1, Of(folds ? [.. Letters, .. Folded, .. Invisible] : [.. Letters, .. Halves], 0, 12)),
            (1, Of(folds ? [.. Letters, .. Folded] : [.. Letters, .. Halves], 20, 60))
        );

    internal static Gen<ItemTerm> Term(bool folds, bool exactly = true) =>
        Gen.Select(
            Word(folds),
            Gen.Enum<KeywordMatchType>().Array[1, 2],
            Gen.Select(Word(folds), Word(folds), Gen.Int[0, 2]).Array[0, 2],
            Gen.Int[0, 3],
            (word, matches, around, plain) =>
                new ItemTerm(
                    word,
                    plain > 0 || !exactly ? [KeywordMatchType.Partially] : [.. matches.Distinct()],
                    // An exception has the keyword in it, and something before or behind it.
                    [
                        .. around.Select(a =>
                            a.Item3 switch
                            {
                                0 => a.Item1 + word,
                                1 => word + a.Item2,
                                _ => a.Item1 + word + a.Item2,
                            }
                        ),
                    ]
                )
        );

    internal static Gen<RuleItem> Item(Gen<ItemTerm> term) => Gen.Frequency((2, term.Select(t => new RuleItem(t))), (3, Combination(term)));

    private static Gen<RuleItem> Combination(Gen<ItemTerm> term) =>
        Gen.Select(
            term.Array[0, 3],
            term.Array[0, 3],
            term.Array[0, 2],
            Gen.Int[-10, 15],
            (all, any, none, near) =>
                all.Length + any.Length == 0
                    ? new RuleItem(none.Length > 0 ? none[0] : new ItemTerm("姐"))
                    : new RuleItem(
                        all,
                        any,
                        none,
                        all.Length + Math.Min(1, any.Length) >= 2 && near > 0
                            ? Math.Max(near, all.Max(t => (int?)t.Text.Length) ?? 0)
                            : null
                    )
        );

    private static Gen<string> Of(string[] parts, int shortest, int longest) =>
        Gen.OneOf(parts).Array[shortest, longest].Select(string.Concat);
}
