using System.Globalization;
using System.Text;

namespace Audience.Labeling.Rules.Expressions;

/// <summary>Writes an expression in .NET's syntax, for RegexOptions.CultureInvariant alone: case is written out.</summary>
/// <param name="traits">What the expression holds.</param>
/// <param name="pairs">Whether the texts may hold surrogate pairs.</param>
/// <param name="nativeBoundaries">Whether \b and \B are written as such, which an automaton takes.</param>
internal sealed class DotNetWriter(Traits traits, bool pairs, bool nativeBoundaries)
{
    private readonly StringBuilder _text = new();

    internal static string Write(Node expression, Traits traits, bool pairs, bool nativeBoundaries)
    {
        DotNetWriter writer = new(traits, pairs, nativeBoundaries);
        // Whatever matches characters starts with a whole one. What may match none could do so within a pair.
        if (pairs && expression.Width.Min == 0 && (traits.Backtracks || traits.HasBoundary))
            writer._text.Append(@"(?![\uDC00-\uDFFF])(?:").Append(writer.Inner(expression)).Append(')');
        else
            writer.Open(expression);
        return writer._text.ToString();
    }

    private string Inner(Node node)
    {
        DotNetWriter inner = new(traits, pairs, nativeBoundaries);
        inner.Open(node);
        return inner._text.ToString();
    }

    /// <summary>Where alternatives need no group.</summary>
    private void Open(Node node)
    {
        if (node is Branch branch)
        {
            for (int i = 0; i < branch.Alternatives.Count; i++)
            {
                if (i > 0)
                    _text.Append('|');
                Part(branch.Alternatives[i]);
            }
        }
        else
        {
            Part(node);
        }
    }

    private void Grouped(string open, Node node)
    {
        _text.Append(open);
        Open(node);
        _text.Append(')');
    }

    private void Part(Node node)
    {
        switch (node)
        {
            case Literal literal:
                _text.Append(Set(literal.Matched));
                break;
            case AnyOf any:
                _text.Append(Set(any.Matched));
                break;
            case Row row:
                foreach (Node part in row.Parts)
                    Part(part);
                break;
            case Branch:
                Grouped("(?:", node);
                break;
            case Group group:
                bool captures = group.Number is { } number && traits.Referenced.Contains(number);
                Grouped(captures ? $"(?<{group.Number}>" : "(?:", group.Part);
                break;
            case Atomic atomic:
                Grouped("(?>", atomic.Part);
                break;
            case Repeat repeat:
                Repeated(repeat);
                break;
            case Look { Ahead: true } look:
                Grouped(look.Negative ? "(?!" : "(?=", look.Part);
                break;
            case Look look:
                LookBehind(look);
                break;
            case BackReference reference:
                // In a group of its own, so that no digit can follow.
                _text.Append(CultureInfo.InvariantCulture, $@"(?:\{reference.Number})");
                break;
            case Conditional conditional:
                _text.Append(CultureInfo.InvariantCulture, $"(?({conditional.Number})(?:");
                Part(conditional.Yes);
                _text.Append(")|(?:");
                if (conditional.No is not null)
                    Part(conditional.No);
                _text.Append("))");
                break;
            case At at:
                _text.Append(Written(at));
                break;
            default:
                throw new InvalidOperationException($"{node.GetType().Name} cannot be written");
        }
    }

    private string Set(CodeSet set) =>
        pairs ? PairClass.Write(set) : BasicClass.Write(Traits.WithoutOddLetters(set), halves: set.Intersect(Traits.Symbols).IsEmpty);

    private void Repeated(Repeat repeat)
    {
        string open = repeat.Greed == Greed.Possessive ? "(?>" : "";
        _text.Append(open);
        int start = _text.Length;
        Part(repeat.Part);
        string part = _text.ToString(start, _text.Length - start);
        // A single unit, a class or a group can be repeated as it stands.
        bool single = repeat.Part is Literal or AnyOf && !IsPair(part) || repeat.Part is Group;
        if (!single)
        {
            _text.Length = start;
            _text.Append("(?:").Append(part).Append(')');
        }
        _text.Append(
            (repeat.Min, repeat.Max) switch
            {
                (0, null) => "*",
                (1, null) => "+",
                (0, 1) => "?",
                (var min, null) => string.Create(CultureInfo.InvariantCulture, $"{{{min},}}"),
                (var min, var max) when min == max => string.Create(CultureInfo.InvariantCulture, $"{{{min}}}"),
                (var min, var max) => string.Create(CultureInfo.InvariantCulture, $"{{{min},{max}}}"),
            }
        );
        if (repeat.Greed == Greed.Lazy)
            _text.Append('?');
        if (open.Length > 0)
            _text.Append(')');
    }

    private static bool IsPair(string part) => part[0] == '\\' && part.Length > 6;

    /// <summary>
    /// .NET reads look-behinds backwards, which shows where they capture, refer or keep what they took: then the body is read forwards
    /// from as many characters ago as it takes.
    /// </summary>
    private void LookBehind(Look look)
    {
        string open = look.Negative ? "(?<!" : "(?<=";
        if (!IsOrdered(look.Part))
        {
            Grouped(open, look.Part);
            return;
        }
        _text.Append(open);
        Grouped("(?=", look.Part);
        _text.Append(CultureInfo.InvariantCulture, $"{Set(CodeSet.All)}{{{look.Part.Width.Min}}})");
    }

    private bool IsOrdered(Node node) =>
        node is Look or Atomic or BackReference or Conditional or Repeat { Greed: Greed.Possessive }
        || node is Group { Number: { } number } && traits.Referenced.Contains(number)
        || Traits.Parts(node).Any(IsOrdered);

    private string Written(At at)
    {
        switch (at.Place)
        {
            case Place.Start:
                return "^";
            case Place.LineStart:
                return "(?m:^)";
            case Place.End:
                return "$";
            case Place.LineEnd:
                return "(?m:$)";
            case Place.VeryEnd:
                return @"\z";
        }
        bool within = at.Place == Place.NoBoundary;
        if (nativeBoundaries)
            return within ? @"\B" : @"\b";
        string word = Set(at.Ascii ? PythonCharacters.AsciiWord : PythonCharacters.Word);
        // To Python, \B stands nowhere in an empty text.
        return within ? $@"(?!^\z)(?:(?<={word})(?={word})|(?<!{word})(?!{word}))" : $@"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))";
    }
}
