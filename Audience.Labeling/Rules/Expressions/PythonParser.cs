using System.Globalization;

namespace Audience.Labeling.Rules.Expressions;

/// <summary>Reads an expression as Python 3.11's re does, searching with IGNORECASE, and refuses what Python refuses.</summary>
internal sealed partial class PythonParser
{
    private const int DeepestGroup = 200;

    private readonly PatternText _text;
    private readonly Groups _groups = new();
    private Flags _flags = new(IgnoreCase: true, Ascii: false, MultiLine: false, DotAll: false, Verbose: false);
    private bool _started;
    private int _depth;

    private PythonParser(string expression) => _text = new PatternText(expression);

    /// <exception cref="ExpressionException">Python refuses it, or it is not taken.</exception>
    internal static Node Parse(string expression)
    {
        PythonParser parser = new(expression);
        Node read = parser.Alternatives();
        if (parser._text.More)
            throw new ExpressionException("does not compile: a ) too many");
        parser._groups.CheckAsked();
        return read;
    }

    private Node Alternatives()
    {
        if (++_depth > DeepestGroup)
            throw new ExpressionException($"nests groups deeper than {DeepestGroup}");
        List<Node> alternatives = [];
        do
        {
            alternatives.Add(Parts());
            _started |= _depth == 1;
        } while (_text.TryTake('|'));
        _depth--;
        return alternatives.Count == 1 ? alternatives[0] : AsClass(alternatives) ?? (Node)new Branch(alternatives);
    }

    /// <summary>Alternatives of single characters are a class to Python.</summary>
    private AnyOf? AsClass(List<Node> alternatives)
    {
        List<(int, int)> literals = [];
        List<CodeSet> sets = [];
        foreach (Node alternative in alternatives)
        {
            Node only = alternative is Row { Parts: [var part] } ? part : alternative;
            if (only is Literal literal)
            {
                literals.Add((literal.Character, literal.Character));
            }
            else if (only is AnyOf { Items: { } held })
            {
                literals.AddRange(held.Literals);
                sets.AddRange(held.Sets);
            }
            else
            {
                return null;
            }
        }
        ClassItems items = new(literals, sets);
        return new AnyOf(items.Matched(_flags.Case)) { Items = items, By = _flags.Case };
    }

    private Row Parts()
    {
        List<Node> parts = [];
        while (_text.More && _text.Next is not ('|' or ')'))
        {
            int c = _text.Take("");
            if (_flags.Verbose && c is ' ' or (>= 9 and <= 13) && _flags.Verbose)
                continue;
            if (_flags.Verbose && c == '#')
                SkipLine();
            else if (c is '*' or '+' or '?' || (c == '{' && _text.Next != '}'))
                Quantify(parts, c);
            else if (Part(c, parts.Count == 0) is { } part)
                parts.Add(part);
        }
        return new Row(Unpacked(parts));
    }

    /// <summary>Python takes groups that neither capture nor change flags apart.</summary>
    private static List<Node> Unpacked(List<Node> parts) =>
        [.. parts.SelectMany(part => part is Group { Number: null, Flagged: false, Part: Row row } ? row.Parts : [part])];

    private void SkipLine()
    {
        _text.TakeWhile(c => c != '\n');
        _text.TryTake('\n');
    }

    private Node? Part(int c, bool first)
    {
        switch (c)
        {
            case '\\':
                return Escaped();
            case '[':
                return ClassReader.Read(_text, _flags);
            case '.':
                return new AnyOf(_flags.DotAll ? CodeSet.All : CodeSet.Of('\n', '\n').Complement());
            case '^':
                return new At(_flags.MultiLine ? Place.LineStart : Place.Start, Ascii: false);
            case '$':
                return new At(_flags.MultiLine ? Place.LineEnd : Place.End, Ascii: false);
            case '(':
                return InGroup(first);
            default:
                return new Literal(c, _flags.Case);
        }
    }

    private Node Escaped()
    {
        int c = _text.Take("does not compile: bad escape at the end");
        if (Escape.Place(c) is { } place)
            return new At(place, _flags.Ascii);
        if (Escape.Set(c, _flags.Ascii) is { } set)
            return new AnyOf(set) { Items = new ClassItems([], [set]), By = _flags.Case };
        if (c == '0')
            return new Literal(Escape.Octal('0' + _text.TakeWhile(Escape.IsOctal, 2)), _flags.Case);
        if (c is >= '1' and <= '9')
            return Numbered((char)c);
        return new Literal(Escape.Character(_text, c) ?? throw Escape.Unknown(c), _flags.Case);
    }

    /// <summary>Three octal digits are a character, one or two digits a group.</summary>
    private Node Numbered(char first)
    {
        string digits = first + _text.TakeWhile(IsDigit, 1);
        if (digits.Length == 2 && digits.All(digit => Escape.IsOctal(digit)) && Escape.IsOctal(_text.Next))
            return new Literal(Escape.Octal(digits + (char)_text.Take("")), _flags.Case);
        return _groups.Refer(int.Parse(digits, CultureInfo.InvariantCulture), _flags.Case);
    }

    private void Quantify(List<Node> parts, int c)
    {
        (long min, long? max) = c switch
        {
            '*' => (0, null),
            '+' => (1, null),
            _ => (0L, (long?)1),
        };
        if (c == '{' && !TryCounts(out min, out max))
        {
            parts.Add(new Literal('{', _flags.Case));
            return;
        }
        if (parts.Count == 0 || parts[^1] is At)
            throw new ExpressionException("does not compile: nothing to repeat");
        if (parts[^1] is Repeat)
            throw new ExpressionException("does not compile: multiple repeat");
        Greed greed =
            _text.TryTake('?') ? Greed.Lazy
            : _text.TryTake('+') ? Greed.Possessive
            : Greed.Greedy;
        parts[^1] = new Repeat(parts[^1], min, max, greed);
    }

    /// <summary>{n}, {n,}, {,m} or {n,m}; anything else in braces stands for itself.</summary>
    private bool TryCounts(out long min, out long? max)
    {
        int start = _text.Position;
        string low = _text.TakeWhile(IsDigit);
        string high = _text.TryTake(',') ? _text.TakeWhile(IsDigit) : low;
        (min, max) = (0, null);
        if (!_text.TryTake('}'))
        {
            _text.Position = start;
            return false;
        }
        if (low.Length > 0)
            min = Count(low);
        if (high.Length > 0)
            max = Count(high);
        return max >= min || max is null ? true : throw new ExpressionException("does not compile: a count's minimum is above its maximum");
    }

    private static long Count(string digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count < uint.MaxValue
            ? count
            : throw new ExpressionException("does not compile: a count is too large");

    private static bool IsDigit(int c) => c is >= '0' and <= '9';
}
