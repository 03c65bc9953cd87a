using CsCheck;

namespace Audience.Tests.Labeling;

/// <summary>Generators of short texts from an alphabet small enough that keywords often stand in them.</summary>
internal static class LabelingTexts
{
    /// <summary>What keywords may hold: whole characters, with the ones whose case is odd.</summary>
    private static readonly string[] Characters =
    [
        "娘",
        "人",
        "妻",
        "小",
        "妹",
        "a",
        "A",
        "b",
        "B",
        "k",
        "K",
        "\u212A",
        "s",
        "S",
        "ſ",
        "i",
        "I",
        "İ",
        "ı",
        "ß",
        "ẞ",
        "Ａ",
        "ａ",
        "σ",
        "ς",
        "Σ",
        "β",
        "ϐ",
        "é",
        "É",
        "1",
        " ",
        "-",
        "_",
        "😀",
        "😁",
        "\U00010400",
        "\U00010428",
        "\U0001E900",
        "\U0001E922",
    ];

    /// <summary>Half a pair, which only damaged posts hold.</summary>
    private static readonly string[] Halves = ["\uD801", "\uDC28", "\uDC00", "\uD83D", "\uDE00"];

    /// <summary>Few characters, so that keywords nest and share prefixes.</summary>
    private static readonly string[] Few = ["娘", "a", "A", "人", "\U00010400", "\U00010428"];

    internal static readonly Gen<string> Keyword = Gen.Frequency((3, Of(Characters, 1, 4)), (2, Of(Few, 1, 6)), (1, Of(Characters, 5, 14)));

    internal static readonly Gen<string> Text = Gen.Frequency(
        (3, Of([.. Characters, .. Halves], 0, 40)),
        (2, Of(Few, 0, 20)),
        (1, Of([.. Few, .. Halves], 0, 12)),
        (1, Of([.. Characters, .. Halves], 200, 600))
    );

    /// <summary>A text that holds some of the keywords, in any case, between other characters.</summary>
    internal static Gen<string> Holding(IReadOnlyList<string> keywords) =>
        keywords.Count == 0
            ? Text
            : Gen.Select(
                    Gen.OneOf([.. keywords]),
                    Gen.Int[0, 2],
                    Of([.. Characters, .. Halves], 0, 6),
                    (keyword, spelling, between) =>
                        (
                            spelling switch
                            {
                                0 => keyword,
                                1 => keyword.ToUpperInvariant(),
                                _ => keyword.ToLowerInvariant(),
                            }
                        ) + between
                )
                .Array[0, 4]
                .Select(string.Concat);

    private static Gen<string> Of(string[] parts, int shortest, int maxDuration) =>
        Gen.OneOf(parts).Array[shortest, maxDuration].Select(string.Concat);
}
