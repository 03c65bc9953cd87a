namespace Audience.Labeling.Rules.Expressions;

/// <summary>Tells which texts a match must hold.</summary>
internal static class LiteralsReader
{
    /// <summary>A class of more characters than this is taken as unknown.</summary>
    private const int Most = 16;

    internal static ExpressionLiterals Read(Node node)
    {
        switch (node)
        {
            case Literal literal:
                return OneOf(literal.Matched);
            case AnyOf any:
                return OneOf(any.Matched);
            case Row row:
                return ExpressionLiterals.InARow(row.Parts.Select(Read));
            case Branch branch:
                return ExpressionLiterals.Either([.. branch.Alternatives.Select(Read)]);
            case Group group:
                return Read(group.Part);
            case Atomic atomic:
                return Read(atomic.Part).Impure();
            case Repeat repeat:
                ExpressionLiterals times = Read(repeat.Part).Repeated(Clamp(repeat.Min), repeat.Max is { } max ? Clamp(max) : null);
                return repeat.Greed == Greed.Possessive ? times.Impure() : times;
            case Look look:
                return ExpressionLiterals.Condition with { Size = Read(look.Part).Size };
            case At:
                return ExpressionLiterals.Condition;
            case Conditional conditional:
                return ExpressionLiterals.Unknown with { Size = Traits.Parts(conditional).Sum(part => Read(part).Size) };
            default:
                return ExpressionLiterals.Unknown;
        }
    }

    private static int Clamp(long count) => (int)Math.Min(count, int.MaxValue);

    private static ExpressionLiterals OneOf(CodeSet set)
    {
        if (set.IsEmpty || set.Count > Most * 4)
            return ExpressionLiterals.Unknown;
        int[] members = [.. set.Characters()];
        int[] letters = [.. members.Select(Equivalents.Representative).Distinct()];
        if (letters.Length > Most || members.Any(member => member is >= 0xD800 and <= 0xDFFF))
            return ExpressionLiterals.Unknown;
        // Whoever looks for a letter finds every spelling of it.
        bool whole = letters.Sum(letter => Equivalents.Of(letter, PythonCase.Unicode).Count) == members.Length;
        ExpressionLiterals literals = ExpressionLiterals.OneOf(letters.Select(char.ConvertFromUtf32));
        return whole ? literals : literals.Impure();
    }
}
