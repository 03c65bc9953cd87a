using System.Text;

namespace Audience.Labeling.Rules.Expressions;

/// <summary>The characters of an expression, read one by one.</summary>
internal sealed class PatternText
{
    private readonly int[] _characters;

    internal PatternText(string expression)
    {
        List<int> characters = new(expression.Length);
        for (int i = 0; i < expression.Length; i++)
        {
            if (!Rune.TryGetRuneAt(expression, i, out Rune rune))
                throw new ExpressionException("is not valid text: it holds half a surrogate pair");
            characters.Add(rune.Value);
            i += rune.Utf16SequenceLength - 1;
        }
        _characters = [.. characters];
    }

    /// <summary>Where the next character stands, counted in characters from 0.</summary>
    internal int Position { get; set; }

    internal bool More => Position < _characters.Length;

    /// <summary>The next character, or -1.</summary>
    internal int Next => More ? _characters[Position] : -1;

    internal int Take(string missing) => More ? _characters[Position++] : throw new ExpressionException(missing);

    internal bool TryTake(char character)
    {
        if (Next != character)
            return false;
        Position++;
        return true;
    }

    internal string TakeWhile(Func<int, bool> takes, int most = int.MaxValue)
    {
        StringBuilder taken = new();
        for (; most > 0 && More && takes(Next); most--)
            taken.Append(char.ConvertFromUtf32(_characters[Position++]));
        return taken.ToString();
    }

    internal string Until(char end, string what)
    {
        string taken = TakeWhile(c => c != end);
        if (!TryTake(end))
            throw new ExpressionException($"does not compile: missing {end}, unterminated {what}");
        return taken.Length > 0 ? taken : throw new ExpressionException($"does not compile: missing {what}");
    }
}
