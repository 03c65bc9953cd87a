using System.Text;
using Audience.Labeling;
using Audience.Labeling.Folding;

namespace Audience.Tests.Labeling.Items;

/// <summary>Folding as the documentation has it, one step after the other, each character with where it stands in the text.</summary>
internal sealed class FoldingReference(TextFolds folds)
{
    private const string HalfWidth = "ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ";
    private const string FullWidth =
        "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

    private static readonly Dictionary<string, string> Chinese = Table("chinese.txt");
    private static readonly Dictionary<string, string> Confusables = Table("confusables.txt");

    internal (string Text, List<(int Start, int End)> Units) Fold(string text)
    {
        IEnumerable<Piece> pieces = Pieces(text);
        if (folds.HasFlag(TextFolds.Invisible))
            pieces = pieces.Where(piece => !IsInvisible(piece.Text));
        if (folds.HasFlag(TextFolds.Width))
            pieces = Wide([.. pieces]);
        if (folds.HasFlag(TextFolds.Chinese))
            pieces = pieces.Select(piece => piece with { Text = Chinese.GetValueOrDefault(piece.Text, piece.Text) });
        if (folds.HasFlag(TextFolds.Confusables))
            pieces = pieces.Select(piece => piece with { Text = Confusables.GetValueOrDefault(piece.Text, piece.Text) });
        Piece[] all = [.. pieces];
        return (
            string.Concat(all.Select(piece => piece.Text)),
            [.. all.SelectMany(piece => Enumerable.Repeat((piece.Start, piece.End), piece.Text.Length))]
        );
    }

    private static IEnumerable<Piece> Pieces(string text)
    {
        for (int i = 0; i < text.Length; )
        {
            int length = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
            yield return new Piece(text.Substring(i, length), i, i + length);
            i += length;
        }
    }

    private static bool IsInvisible(string character)
    {
        int value = character.Length == 2 ? char.ConvertToUtf32(character, 0) : character[0];
        return value
            is 0xAD
                or (>= 0x200B and <= 0x200F)
                or (>= 0x2060 and <= 0x2064)
                or 0xFEFF
                or (>= 0xFE00 and <= 0xFE0F)
                or (>= 0xE0100 and <= 0xE01EF);
    }

    private static IEnumerable<Piece> Wide(Piece[] pieces)
    {
        for (int i = 0; i < pieces.Length; i++)
        {
            Piece piece = pieces[i];
            char first = piece.Text[0];
            string folded =
                first is >= '！' and <= '～' ? ((char)(first - 0xFEE0)).ToString()
                : HalfWidth.Contains(first, StringComparison.Ordinal)
                    ? FullWidth[HalfWidth.IndexOf(first, StringComparison.Ordinal)].ToString()
                : piece.Text;
            // Unicode composes them.
            string? mark =
                folded == piece.Text || i + 1 == pieces.Length ? null
                : pieces[i + 1].Text == "ﾞ" ? "\u3099"
                : pieces[i + 1].Text == "ﾟ" ? "\u309A"
                : null;
            if (mark is not null && Composed(folded, mark) is { } voiced)
                yield return new Piece(voiced, piece.Start, pieces[++i].End);
            else
                yield return piece with
                {
                    Text =
                        folded == "ﾞ" ? "゛"
                        : folded == "ﾟ" ? "゜"
                        : folded,
                };
        }
    }

    private static string? Composed(string kana, string mark) =>
        ("カガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドハバヒビフブヘベホボウヴワヷヲヺ", "ハパヒピフプヘペホポ")
            is var (voiced, half)
        && (mark == "\u3099" ? voiced : half) is var pairs
        && pairs.IndexOf(kana, StringComparison.Ordinal) is >= 0 and var at
        && at % 2 == 0
            ? pairs[at + 1].ToString()
            : null;

    private static Dictionary<string, string> Table(string name)
    {
        using StreamReader reader = new(typeof(ILabelModel).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.EnumerateRunes().Select(rune => rune.ToString()).ToArray())
            .SelectMany(line => line.Skip(1).Select(character => (character, line[0])))
            .ToDictionary(entry => entry.character, entry => entry.Item2);
    }

    private sealed record Piece(string Text, int Start, int End);
}
