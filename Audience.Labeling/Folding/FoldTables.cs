using System.Reflection;
using System.Text;

namespace Audience.Labeling.Folding;

/// <summary>What each character is folded to, by fold: a character that is folded to itself is in none of the tables.</summary>
internal static class FoldTables
{
    /// <summary>From U+FF61 on, the full-width forms of half-width katakana and their punctuation.</summary>
    private const string Katakana =
        "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

    private const char FirstHalfWidth = '\uFF61';

    /// <summary>Half-width katakana that a sound mark may follow, and the two as one: <c>ｶﾞ</c> is <c>ガ</c>.</summary>
    private const string Voiceable = "ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎｳﾜｦ";
    private const string Voiced = "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴヷヺ";
    private const string HalfVoiceable = "ﾊﾋﾌﾍﾎ";
    private const string HalfVoiced = "パピプペポ";

    internal const char VoicedMark = 'ﾞ';
    internal const char HalfVoicedMark = 'ﾟ';

    private static readonly Dictionary<int, int> Width = CreateWidth();
    private static readonly Lazy<Dictionary<int, int>> Chinese = new(() => Read("chinese.txt"));
    private static readonly Lazy<Dictionary<int, int>> Confusables = new(() => Read("confusables.txt"));

    /// <summary>All characters that some folds change, with what they become in the end.</summary>
    internal static Dictionary<int, int> Of(TextFolds folds)
    {
        List<Dictionary<int, int>> tables = [];
        if (folds.HasFlag(TextFolds.Width))
            tables.Add(Width);
        if (folds.HasFlag(TextFolds.Chinese))
            tables.Add(Chinese.Value);
        if (folds.HasFlag(TextFolds.Confusables))
            tables.Add(Confusables.Value);
        Dictionary<int, int> all = [];
        foreach (int character in tables.SelectMany(table => table.Keys).Distinct())
            all[character] = tables.Aggregate(character, (folded, table) => table.GetValueOrDefault(folded, folded));
        return all;
    }

    /// <summary>Whether a character is passed over.</summary>
    internal static bool IsInvisible(int character) =>
        character
            is 0x00AD
                or (>= 0x180B and <= 0x180D)
                or 0x180F
                or (>= 0x200B and <= 0x200F)
                or (>= 0x2060 and <= 0x2064)
                or (>= 0xFE00 and <= 0xFE0F)
                or 0xFEFF
                or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>A half-width katakana and the sound mark behind it as one full-width character, or NUL where there is none.</summary>
    internal static char Voice(char kana, char mark) =>
        mark switch
        {
            VoicedMark when Voiceable.IndexOf(kana, StringComparison.Ordinal) is >= 0 and var i => Voiced[i],
            HalfVoicedMark when HalfVoiceable.IndexOf(kana, StringComparison.Ordinal) is >= 0 and var i => HalfVoiced[i],
            _ => '\0',
        };

    internal static bool IsVoiceable(char kana) => Voiceable.Contains(kana, StringComparison.Ordinal);

    private static Dictionary<int, int> CreateWidth()
    {
        Dictionary<int, int> width = new() { [0x3000] = ' ' };
        for (int unit = 0xFF01; unit <= 0xFF5E; unit++)
            width[unit] = unit - 0xFEE0;
        for (int i = 0; i < Katakana.Length; i++)
            width[FirstHalfWidth + i] = Katakana[i];
        return width;
    }

    /// <summary>A line of a table is a character and those that are folded to it.</summary>
    private static Dictionary<int, int> Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        Dictionary<int, int> table = [];
        while (reader.ReadLine() is { } line)
        {
            Rune[] characters = [.. line.EnumerateRunes()];
            foreach (Rune character in characters.Skip(1))
                table.Add(character.Value, characters[0].Value);
        }
        return table;
    }
}
