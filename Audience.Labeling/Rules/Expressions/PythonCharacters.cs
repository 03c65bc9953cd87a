namespace Audience.Labeling.Rules.Expressions;

/// <summary>What Python's re takes for letters, digits, blanks and case. <c>tools/python-characters.py</c> writes the data.</summary>
internal static class PythonCharacters
{
    internal static readonly CodeSet AsciiWord = CodeSet.Of([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]);
    internal static readonly CodeSet AsciiDigit = CodeSet.Of('0', '9');
    internal static readonly CodeSet AsciiSpace = CodeSet.Of([(9, 13), (' ', ' ')]);

    /// <summary>str.isspace.</summary>
    internal static readonly CodeSet Space = CodeSet.Of([
        (9, 13),
        (0x1C, 0x20),
        (0x85, 0x85),
        (0xA0, 0xA0),
        (0x1680, 0x1680),
        (0x2000, 0x200A),
        (0x2028, 0x2029),
        (0x202F, 0x202F),
        (0x205F, 0x205F),
        (0x3000, 0x3000),
    ]);

    private static readonly Dictionary<string, string[]> Lines = Read();

    /// <summary>str.isalnum, and the underscore.</summary>
    internal static readonly CodeSet Word = Ranges("word");

    /// <summary>str.isdecimal.</summary>
    internal static readonly CodeSet Digit = Ranges("digit");

    /// <summary>The lower case of every letter that is not lower case itself.</summary>
    internal static readonly IReadOnlyDictionary<int, int> Lowers = Runs("lower");

    /// <summary>The upper case of letters beyond U+FFFF.</summary>
    internal static readonly IReadOnlyDictionary<int, int> Uppers = Runs("upper");

    /// <summary>Lower case letters with the others that share their upper case.</summary>
    internal static readonly IReadOnlyDictionary<int, int[]> Alike = ReadAlike();

    /// <summary>The letters that a lower case letter is the lower case of.</summary>
    internal static readonly ILookup<int, int> UppersOf = Lowers.ToLookup(pair => pair.Value, pair => pair.Key);

    /// <summary>Every letter that equals another when case is ignored.</summary>
    internal static readonly CodeSet Cased = CodeSet.Of(Lowers.Keys.Concat(Lowers.Values).Concat(Alike.Keys));

    internal static int Lower(int character) => Lowers.TryGetValue(character, out int lower) ? lower : character;

    private static Dictionary<string, string[]> Read()
    {
        using Stream data = typeof(PythonCharacters).Assembly.GetManifestResourceStream("python-characters.txt")!;
        using StreamReader reader = new(data);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split(' '))
            .ToDictionary(fields => fields[0], fields => fields[1..]);
    }

    private static CodeSet Ranges(string name)
    {
        int[] numbers = [.. Lines[name].Select(Number)];
        List<(int, int)> ranges = [];
        for (int i = 0, last = 0; i < numbers.Length; i += 2)
        {
            int from = last + numbers[i];
            last = from + numbers[i + 1];
            ranges.Add((from, last));
        }
        return CodeSet.Of(ranges);
    }

    private static Dictionary<int, int> Runs(string name)
    {
        int[] numbers = [.. Lines[name].Select(Number)];
        Dictionary<int, int> changes = [];
        for (int i = 0, last = 0; i < numbers.Length; i += 4)
        {
            last += numbers[i];
            for (int more = numbers[i + 1]; ; more--)
            {
                changes.Add(last, last + numbers[i + 3]);
                if (more == 0)
                    break;
                last += numbers[i + 2];
            }
        }
        return changes;
    }

    private static Dictionary<int, int[]> ReadAlike() =>
        string.Join(' ', Lines["alike"])
            .Split(" | ")
            .Select(group => group.Split(' ').Select(Number).ToArray())
            .SelectMany(group => group.Select(member => (member, Others: group.Where(other => other != member).ToArray())))
            .ToDictionary(pair => pair.member, pair => pair.Others);

    private static int Number(string text)
    {
        int number = 0;
        foreach (char digit in text.TrimStart('-'))
            number = number * 36 + (char.IsAsciiDigit(digit) ? digit - '0' : digit - 'a' + 10);
        return text[0] == '-' ? -number : number;
    }
}
