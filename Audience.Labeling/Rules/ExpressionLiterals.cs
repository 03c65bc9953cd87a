namespace Audience.Labeling.Rules;

/// <summary>What is known of the texts that a part of an expression matches, in the spelling of the expression.</summary>
/// <param name="Exact">All texts that it can match, or null when they are too many or unknown.</param>
/// <param name="Required">Texts of which every match holds at least one, none of them empty; or null when nothing is known.</param>
/// <param name="IsPure">Whether it matches wherever one of <paramref name="Exact"/> stands, without a further condition.</param>
/// <param name="Size">How many single-character parts it has when all counted repetitions are written out.</param>
internal sealed record ExpressionLiterals(IReadOnlyList<string>? Exact, IReadOnlyList<string>? Required, bool IsPure, double Size)
{
    /// <summary>More alternatives than this are taken as unknown; the longest expression has no more.</summary>
    private const int MostAlternatives = RuleModel.MaxExpressionLength / 2;

    /// <summary>Alternatives in a row multiply, so less of them is allowed there.</summary>
    private const int MostCombinations = 256;

    private static readonly string[] OnlyEmpty = [""];

    internal static readonly ExpressionLiterals Nothing = new(OnlyEmpty, null, IsPure: true, 0);

    /// <summary>Matches no character, but only where some condition holds.</summary>
    internal static readonly ExpressionLiterals Condition = new(OnlyEmpty, null, IsPure: false, 1);

    internal static readonly ExpressionLiterals Unknown = new(null, null, IsPure: false, 1);

    internal static ExpressionLiterals OneOf(IEnumerable<string> characters) => new([.. characters], null, IsPure: true, 1);

    /// <summary>The best texts to look for before the expression is tried, or null.</summary>
    internal IReadOnlyList<string>? Best => Better(Required, Findable(Exact));

    internal ExpressionLiterals Impure() => this with { IsPure = false };

    internal static ExpressionLiterals InARow(IEnumerable<ExpressionLiterals> parts)
    {
        IReadOnlyList<string> run = OnlyEmpty;
        IReadOnlyList<string>? best = null;
        (bool whole, bool pure, double size) = (true, true, 0);
        foreach (ExpressionLiterals part in parts)
        {
            size += part.Size;
            pure &= part.IsPure;
            best = Better(best, part.Required);
            if (part.Exact is not null && (long)run.Count * part.Exact.Count <= MostCombinations)
            {
                run =
                    run.Count == 1 && part.Exact.Count == 1
                        ? [run[0] + part.Exact[0]]
                        : [.. run.SelectMany(_ => part.Exact, (left, right) => left + right).Distinct()];
                continue;
            }
            best = Better(best, Findable(run));
            run = part.Exact ?? OnlyEmpty;
            whole = false;
        }
        return new ExpressionLiterals(whole ? run : null, Better(best, Findable(run)), whole && pure, size);
    }

    internal static ExpressionLiterals Either(IReadOnlyList<ExpressionLiterals> parts)
    {
        if (parts.Count == 1)
            return parts[0];
        double size = parts.Sum(part => part.Size);
        return new ExpressionLiterals(
            Union(parts.Select(part => part.Exact)),
            Union(parts.Select(part => part.Best)),
            parts.All(part => part.IsPure),
            size
        );
    }

    /// <param name="min">How often the part occurs at least.</param>
    /// <param name="max">How often it occurs at most, or null without a limit.</param>
    internal ExpressionLiterals Repeated(int min, int? max)
    {
        double size = Math.Max(1, Size) * Math.Max(1, max ?? min);
        if (min == 1 && max == 1)
            return this;
        if (min == 0)
            return new ExpressionLiterals(max == 1 && Exact is not null ? [.. Exact, ""] : null, null, IsPure && max == 1, size);
        // A few equal parts in a row are still texts to look for: (ha){2}; beyond that, one of them is enough.
        return min == max && min <= 4
            ? InARow(Enumerable.Repeat(this, min)) with
            {
                Size = size,
            }
            : new ExpressionLiterals(null, Best, IsPure: false, size);
    }

    private static string[]? Union(IEnumerable<IReadOnlyList<string>?> parts)
    {
        HashSet<string> all = new(StringComparer.Ordinal);
        foreach (IReadOnlyList<string>? part in parts)
        {
            if (part is null)
                return null;
            all.UnionWith(part);
            if (all.Count > MostAlternatives)
                return null;
        }
        return [.. all];
    }

    private static IReadOnlyList<string>? Findable(IReadOnlyList<string>? texts) =>
        texts is { Count: > 0 } && texts.All(text => text.Length > 0) ? texts : null;

    /// <summary>The texts that stand in fewer posts, by a guess: each further character makes one 200 times rarer.</summary>
    private static IReadOnlyList<string>? Better(IReadOnlyList<string>? a, IReadOnlyList<string>? b)
    {
        if (a is null || b is null)
            return a ?? b;
        return Frequency(b) < Frequency(a) ? b : a;
    }

    private static double Frequency(IReadOnlyList<string> texts) => texts.Sum(text => Math.Pow(200, -Math.Min(text.Length, 20)));
}
