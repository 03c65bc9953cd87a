using System.Globalization;
using System.Text;

namespace Audience.Labeling.Rules.Expressions;

/// <summary>Reads what stands in parentheses.</summary>
internal sealed partial class PythonParser
{
    private const string Unfinished = "does not compile: missing ), unterminated group";

    /// <returns>Null for comments and flags, which match nothing.</returns>
    private Node? InGroup(bool first)
    {
        if (!_text.TryTake('?'))
            return Capture(null);
        int c = _text.Take(Unfinished);
        switch (c)
        {
            case 'P':
                return PythonGroup();
            case ':':
                return new Group(Inner(), null, Flagged: false);
            case '>':
                return new Atomic(Inner());
            case '=' or '!':
                return new Look(Inner(), Ahead: true, Negative: c == '!');
            case '<':
                return LookBehind();
            case '(':
                return Condition();
            case '#':
                _text.TakeWhile(next => next != ')');
                _text.Take("does not compile: missing ), unterminated comment");
                return null;
            case '-' or >= 'A' and <= 'z':
                return Flagged(c, first);
            default:
                throw Unknown(char.ConvertFromUtf32(c));
        }
    }

    private static ExpressionException Unknown(string extension) => new($"does not compile: unknown extension (?{extension}");

    private Node Inner()
    {
        Flags outer = _flags;
        Node inner = Alternatives();
        _flags = outer;
        if (!_text.TryTake(')'))
            throw new ExpressionException(Unfinished);
        return inner;
    }

    private Group Capture(string? name)
    {
        int number = _groups.Open(name);
        Node inner = Inner();
        _groups.Close(number, inner.Width);
        return new Group(inner, number, Flagged: false);
    }

    private Node PythonGroup()
    {
        int c = _text.Take(Unfinished);
        if (c == '<')
            return Capture(Name('>'));
        if (c == '=')
            return _groups.Refer(_groups.Named(Name(')')), _flags.Case);
        throw Unknown("P" + char.ConvertFromUtf32(c));
    }

    private string Name(char end)
    {
        string name = _text.Until(end, "group name");
        return IsName(name) ? name : throw new ExpressionException($"does not compile: bad character in the group name {Shown.Of(name)}");
    }

    private static bool IsName(string name)
    {
        bool first = true;
        foreach (Rune rune in name.EnumerateRunes())
        {
            bool starts = rune.Value == '_' || Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.LetterNumber;
            bool goesOn =
                Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.DecimalDigitNumber
                    or UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpacingCombiningMark
                    or UnicodeCategory.ConnectorPunctuation;
            if (!starts && (first || !goesOn))
                return false;
            first = false;
        }
        return true;
    }

    private Look LookBehind()
    {
        int c = _text.Take(Unfinished);
        if (c is not ('=' or '!'))
            throw Unknown("<" + char.ConvertFromUtf32(c));
        int? outer = _groups.LookBehindFrom;
        _groups.LookBehindFrom ??= _groups.Next;
        Node inner = Inner();
        _groups.LookBehindFrom = outer;
        return inner.Width.IsFixed
            ? new Look(inner, Ahead: false, Negative: c == '!')
            : throw new ExpressionException("does not compile: look-behind requires fixed-width pattern");
    }

    private Conditional Condition()
    {
        string name = _text.Until(')', "group name");
        int number = name.All(digit => IsDigit(digit))
            ? int.TryParse(name, CultureInfo.InvariantCulture, out int given) && given is > 0 and < 100_000
                ? given
                : throw new ExpressionException($"does not compile: bad group number {Shown.Of(name)}")
            : IsName(name)
                ? _groups.Named(name)
                : throw new ExpressionException($"does not compile: bad character in the group name {Shown.Of(name)}");
        _groups.Ask(number);
        Flags outer = _flags;
        if (++_depth > DeepestGroup)
            throw new ExpressionException($"nests groups deeper than {DeepestGroup}");
        Row yes = Parts();
        Row? no = _text.TryTake('|') ? Parts() : null;
        _depth--;
        _flags = outer;
        if (_text.Next == '|')
            throw new ExpressionException("does not compile: (?(…)…) has more than two branches");
        return _text.TryTake(')') ? new Conditional(number, yes, no) : throw new ExpressionException(Unfinished);
    }

    private Group? Flagged(int c, bool first)
    {
        if (c is not ('-' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')))
            throw Unknown(char.ConvertFromUtf32(c));
        Flags flags = _flags.Read(_text, c, out bool global);
        if (global)
        {
            if (_depth > 1 || _started || !first)
                throw new ExpressionException("does not compile: global flags not at the start of the expression");
            _flags = flags;
            return null;
        }
        Flags outer = _flags;
        _flags = flags;
        Node inner = Alternatives();
        _flags = outer;
        return _text.TryTake(')') ? new Group(inner, null, Flagged: true) : throw new ExpressionException(Unfinished);
    }
}
