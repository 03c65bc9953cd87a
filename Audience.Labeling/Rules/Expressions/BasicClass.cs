using System.Globalization;
using System.Text;

namespace Audience.Labeling.Rules.Expressions;

/// <summary>Writes a set of characters up to U+FFFF as a class of .NET, without regard to case.</summary>
internal static class BasicClass
{
    internal static readonly CodeSet Basic = CodeSet.Of(0, char.MaxValue);

    internal static readonly CodeSet Halves = CodeSet.Of(0xD800, 0xDFFF);

    /// <summary>Matches nothing; an automaton takes it, unlike (?!).</summary>
    internal const string Nothing = @"[^\0-\uFFFF]";

    private const string LettersAndDigits = @"\p{L}\p{N}_";

    private static readonly CodeSet NetWord = Where(c =>
        c == '_'
        || char.GetUnicodeCategory(c)
            is <= UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.OtherNumber
    );

    private static readonly CodeSet NetDigit = Where(char.IsDigit);

    private static readonly CodeSet NetSpace = Where(char.IsWhiteSpace);

    private static readonly CodeSet PythonWord = PythonCharacters.Word.Intersect(Basic);

    /// <summary>Characters of which .NET's \b is not sure to think as Python does.</summary>
    internal static readonly CodeSet Doubtful = Where(c =>
        char.GetUnicodeCategory(c) switch
        {
            <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber => !PythonWord.Contains(c),
            <= UnicodeCategory.OtherNumber or UnicodeCategory.ConnectorPunctuation => c != '_',
            _ => c is '\u200C' or '\u200D' || PythonWord.Contains(c),
        }
    );

    /// <param name="set">Any set; what lies beyond U+FFFF is left out, half a surrogate pair too.</param>
    /// <param name="halves">Whether half a surrogate pair may not be taken; where no text has one, shorter classes do.</param>
    internal static string Write(CodeSet set, bool halves)
    {
        CodeSet members = set.Intersect(Basic).Except(Halves);
        if (members.IsEmpty)
            return Nothing;
        CodeSet others = Basic.Except(members);
        if (!halves)
            others = others.Except(Halves);
        if (others.IsEmpty)
            return @"[\0-\uFFFF]";
        if (members.Count == 1)
            return Escaped(members.Ranges[0].From, inClass: false);
        (string body, string less) = Body(members);
        if (less.Length > 0)
            return $"[{body}-[{less}]]";
        (string otherBody, string otherLess) = Body(others);
        if (otherLess.Length > 0)
            return $@"[\0-\uFFFF-[{otherBody}-[{otherLess}]]]";
        if (otherBody.Length < body.Length || others.Count < members.Count && otherBody.Length == body.Length)
            return otherBody == "\n" && !halves ? "." : $"[^{otherBody}]";
        return body is @"\d" or @"\s" ? body : $"[{body}]";
    }

    private static (string Body, string Less) Body(CodeSet set)
    {
        (string body, CodeSet rest, string less) = ("", set, "");
        if (set.Includes(PythonWord))
        {
            body = LettersAndDigits;
            rest = rest.Except(NetWord);
            less = Ranges(NetWord.Except(set));
        }
        else if (set.Includes(NetDigit))
        {
            body = @"\d";
            rest = rest.Except(NetDigit);
        }
        if (set.Includes(NetSpace))
        {
            body += @"\s";
            rest = rest.Except(NetSpace);
        }
        return (body + Ranges(rest), less);
    }

    private static string Ranges(CodeSet set)
    {
        StringBuilder text = new();
        foreach ((int from, int to) in set.Ranges)
        {
            text.Append(Escaped(from, inClass: true));
            if (to > from + 1)
                text.Append('-');
            if (to > from)
                text.Append(Escaped(to, inClass: true));
        }
        return text.ToString();
    }

    internal static string Escaped(int character, bool inClass)
    {
        char c = (char)character;
        if (char.IsSurrogate(c) || c is '\0' or >= '\uFFFE')
            return $@"\u{character:X4}";
        bool special = inClass ? @"\]^-[".Contains(c, StringComparison.Ordinal) : @"\*+?|{}[()^$.".Contains(c, StringComparison.Ordinal);
        return special ? $@"\{c}" : c.ToString();
    }

    private static CodeSet Where(Func<char, bool> holds) =>
        CodeSet.Of(Enumerable.Range(0, char.MaxValue + 1).Where(c => !char.IsSurrogate((char)c) && holds((char)c)));
}
