namespace Audience.Labeling.Matching;

/// <summary>What an item looks for, ready to be looked for.</summary>
internal abstract class Term
{
    /// <summary>Finds the next occurrence that counts, in the order of their starts and ends.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="from">Where to go on: 0 at first, then as the call before left it.</param>
    /// <param name="start">Where the occurrence starts.</param>
    /// <param name="end">Where it ends.</param>
    internal abstract bool Next(scoped ref ItemText text, ref int from, out int start, out int end);

    /// <summary>Whether it occurs at all.</summary>
    internal bool Occurs(scoped ref ItemText text)
    {
        int from = 0;
        return Next(ref text, ref from, out _, out _);
    }
}
