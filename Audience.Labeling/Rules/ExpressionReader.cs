using System.Globalization;

namespace Audience.Labeling.Rules;

/// <summary>
/// Reads an expression that .NET has accepted, far enough to tell which texts a match must hold. Whatever it does
/// not know for certain makes it give up: looking for too little costs time, looking for the wrong text a label.
/// </summary>
internal sealed class ExpressionReader
{
    /// <summary>Deeper nesting than this is not worth understanding.</summary>
    private const int DeepestGroup = 100;

    private readonly string _text;
    private int _at;

    private ExpressionReader(string expression) => _text = expression;

    /// <param name="expression">An expression in .NET's syntax, without RegexOptions.IgnorePatternWhitespace.</param>
    /// <returns>What is known of it, or null when it holds something that the reader does not know.</returns>
    internal static ExpressionLiterals? Read(string expression)
    {
        ExpressionReader reader = new(expression);
        try
        {
            ExpressionLiterals read = reader.Alternatives(0);
            return reader.More ? null : read;
        }
        catch (NotUnderstoodException)
        {
            return null;
        }
    }

    private bool More => _at < _text.Length;

    private char Take() => More ? _text[_at++] : throw new NotUnderstoodException();

    private bool TryTake(string token)
    {
        if (!_text.AsSpan(_at).StartsWith(token, StringComparison.Ordinal))
            return false;
        _at += token.Length;
        return true;
    }

    private ExpressionLiterals Alternatives(int depth)
    {
        if (depth > DeepestGroup)
            throw new NotUnderstoodException();
        List<ExpressionLiterals> alternatives = [];
        do
        {
            List<ExpressionLiterals> row = [];
            while (More && _text[_at] is not ('|' or ')'))
                row.Add(Quantified(Atom(depth)));
            alternatives.Add(ExpressionLiterals.InARow(row));
        } while (TryTake("|"));
        return ExpressionLiterals.Either(alternatives);
    }

    private ExpressionLiterals Atom(int depth)
    {
        char c = Take();
        return c switch
        {
            '(' => Group(depth),
            '[' => CharacterClass.Read(_text, ref _at) is { } units ? ExpressionLiterals.OneOf(units) : ExpressionLiterals.Unknown,
            '.' => ExpressionLiterals.Unknown,
            '^' or '$' => ExpressionLiterals.Condition,
            '\\' => Escape(),
            '*' or '+' or '?' => throw new NotUnderstoodException(),
            _ => ExpressionLiterals.OneOf([c]),
        };
    }

    private ExpressionLiterals Group(int depth)
    {
        if (!TryTake("?"))
            return Closed(Alternatives(depth + 1));
        if (TryTake(":"))
            return Closed(Alternatives(depth + 1));
        if (TryTake(">"))
            return Closed(Alternatives(depth + 1)).Impure();
        if (TryTake("=") || TryTake("!") || TryTake("<=") || TryTake("<!"))
            return ExpressionLiterals.Condition with { Size = Closed(Alternatives(depth + 1)).Size };
        if (TryTake("#"))
        {
            Until(')');
            return ExpressionLiterals.Nothing;
        }
        if (TryTake("<"))
        {
            string name = Until('>');
            ExpressionLiterals inner = Closed(Alternatives(depth + 1));
            // (?<a-b>…) matches only where group b did.
            return name.Contains('-', StringComparison.Ordinal) ? inner.Impure() : inner;
        }
        return Options(depth);
    }

    /// <summary>(?i) and (?s-m:…): they change how characters compare, so what was read is true only as a condition.</summary>
    private ExpressionLiterals Options(int depth)
    {
        for (char c = Take(); c is not (')' or ':'); c = Take())
        {
            // x makes blanks and # in the rest mean something else.
            if (c is not ('i' or 'm' or 'n' or 's' or '-'))
                throw new NotUnderstoodException();
        }
        return _text[_at - 1] == ')' ? ExpressionLiterals.Condition : Closed(Alternatives(depth + 1)).Impure();
    }

    private ExpressionLiterals Closed(ExpressionLiterals inner) => Take() == ')' ? inner : throw new NotUnderstoodException();

    private ExpressionLiterals Escape()
    {
        char c = _text[_at];
        switch (c)
        {
            case 'b' or 'B' or 'A' or 'Z' or 'z' or 'G':
                _at++;
                return ExpressionLiterals.Condition;
            case 'k':
                _at++;
                Until(
                    Take() switch
                    {
                        '<' => '>',
                        '\'' => '\'',
                        _ => throw new NotUnderstoodException(),
                    }
                );
                return ExpressionLiterals.Unknown;
            case >= '1' and <= '9':
                while (More && char.IsAsciiDigit(_text[_at]))
                    _at++;
                return ExpressionLiterals.Unknown;
            default:
                return EscapedUnit.Read(_text, ref _at) is { } unit ? ExpressionLiterals.OneOf([unit]) : ExpressionLiterals.Unknown;
        }
    }

    private ExpressionLiterals Quantified(ExpressionLiterals atom)
    {
        SkipComments();
        if (!More)
            return atom;
        (int Min, int? Max)? times = _text[_at] switch
        {
            '*' => (0, null),
            '+' => (1, null),
            '?' => (0, 1),
            '{' => Counts(),
            _ => null,
        };
        if (times is null)
            return atom;
        if (_text[_at] != '{')
            _at++;
        else
            Until('}');
        SkipComments();
        TryTake("?");
        return atom.Repeated(times.Value.Min, times.Value.Max);
    }

    /// <summary>A comment may part what is repeated from how often: x(?#many)*.</summary>
    private void SkipComments()
    {
        while (TryTake("(?#"))
            Until(')');
    }

    /// <summary>{n}, {n,} or {n,m}; anything else in braces stands for itself.</summary>
    private (int Min, int? Max)? Counts()
    {
        int end = _text.IndexOf('}', _at);
        string[] counts = end < 0 ? [] : _text[(_at + 1)..end].Split(',');
        if (counts.Length is 0 or > 2 || !Count(counts[0], out int min))
            return null;
        if (counts.Length == 1)
            return (min, min);
        if (counts[1].Length == 0)
            return (min, null);
        return Count(counts[1], out int max) ? (min, max) : null;
    }

    private static bool Count(string digits, out int count) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out count);

    private string Until(char end)
    {
        int start = _at;
        while (Take() != end)
            continue;
        return _text[start..(_at - 1)];
    }
}
