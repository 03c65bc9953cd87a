namespace Audience.Labeling.Rules.Expressions;

/// <summary>How many characters a part of an expression matches at least and at most, as Python reckons it.</summary>
/// <param name="Min">Never above <see cref="Unlimited"/>.</param>
/// <param name="Max">Never above <see cref="Unlimited"/>.</param>
internal readonly record struct Width(long Min, long Max)
{
    internal const long Unlimited = 1L << 40;

    internal static readonly Width None = new(0, 0);

    internal static readonly Width One = new(1, 1);

    internal bool IsFixed => Min == Max;

    internal static Width Sum(IReadOnlyList<Node> parts)
    {
        (long min, long max) = (0, 0);
        foreach (Node part in parts)
        {
            min = Math.Min(Unlimited, min + part.Width.Min);
            max = Math.Min(Unlimited, max + part.Width.Max);
        }
        return new Width(min, max);
    }

    internal static Width Widest(IReadOnlyList<Node> parts) => new(parts.Min(part => part.Width.Min), parts.Max(part => part.Width.Max));

    internal Width Times(long min, long? max) => new(Product(Min, min), max is null ? (Max > 0 ? Unlimited : 0) : Product(Max, max.Value));

    private static long Product(long width, long times) => (long)Int128.Min((Int128)width * times, Unlimited);
}
