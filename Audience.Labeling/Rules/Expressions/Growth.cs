namespace Audience.Labeling.Rules.Expressions;

/// <summary>A number that grows with a text of n characters: <c>Factor</c> × n to the power of <c>Degree</c>, at most.</summary>
/// <param name="Factor">At least 1; <see cref="long.MaxValue"/> for more than any power.</param>
/// <param name="Degree">0 where it does not grow.</param>
internal readonly record struct Growth(long Factor, int Degree)
{
    internal static readonly Growth One = new(1, 0);

    internal static readonly Growth Linear = new(1, 1);

    internal static readonly Growth Unlimited = new(long.MaxValue, 0);

    internal static Growth Of(long factor) => new(factor, 0);

    internal Growth Times(Growth other) =>
        new(Factor > long.MaxValue / other.Factor ? long.MaxValue : Factor * other.Factor, Degree + other.Degree);

    internal Growth Plus(Growth other) =>
        new(Factor > long.MaxValue - other.Factor ? long.MaxValue : Factor + other.Factor, Math.Max(Degree, other.Degree));

    /// <summary>The greater of both, at most.</summary>
    internal Growth Or(Growth other) => new(Math.Max(Factor, other.Factor), Math.Max(Degree, other.Degree));

    /// <summary>Whether it is at most so much for a text of so many characters.</summary>
    internal bool IsWithin(long length, long most)
    {
        if (Factor == long.MaxValue)
            return false;
        Int128 all = Factor;
        for (int i = 0; i < Degree && all <= most; i++)
            all *= length;
        return all <= most;
    }
}
