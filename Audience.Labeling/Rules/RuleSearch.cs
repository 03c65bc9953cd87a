using System.Buffers;
using System.Text.RegularExpressions;
using Audience.Labeling.Rules.Expressions;

namespace Audience.Labeling.Rules;

/// <summary>One form of an expression, compiled when it is first tried.</summary>
/// <param name="linear">The form for the automaton.</param>
/// <param name="backtracking">The form for the backtracking engine, where the automaton cannot have it.</param>
/// <param name="bound">What the backtracking engine may have to do.</param>
/// <param name="generate">Whether machine code is worth its making.</param>
/// <param name="lowering">How the text is lowered before.</param>
internal sealed class RuleSearch(string linear, string backtracking, BacktrackingBound bound, bool generate, PythonCase lowering)
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    /// <summary>Below so many steps, some milliseconds, the backtracking engine needs no timeout.</summary>
    private const long MaxSteps = 1_000_000;

    /// <summary>On a busy machine, a second try may take this many times as long.</summary>
    private const int Patience = 2;

    // A hundredth of an automaton's memory, and as fast on texts of a post's length.
    private readonly Lazy<Regex> _bounded = new(
        () => Compile(backtracking, generate, Regex.InfiniteMatchTimeout),
        LazyThreadSafetyMode.PublicationOnly
    );

    // Not before it is tried: an automaton takes 270 KB and a third of a millisecond, and keywords decide most expressions, or stand in
    // no text.
    private readonly Lazy<Regex> _regex = new(
        () => TryCompileLinear(linear) ?? Compile(backtracking, generate, RuleModel.MatchTimeout),
        LazyThreadSafetyMode.PublicationOnly
    );

    private readonly Lazy<Regex> _patient = new(
        () => Compile(backtracking, generate, Patience * RuleModel.MatchTimeout),
        LazyThreadSafetyMode.PublicationOnly
    );

    private volatile bool _wasSlow;

    /// <exception cref="RegexMatchTimeoutException">It takes longer than <see cref="RuleModel.MatchTimeout"/>.</exception>
    internal bool IsMatch(ReadOnlySpan<char> text)
    {
        if (lowering == PythonCase.Exact)
            return Search(text);
        char[] lowered = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            Lowered.Write(text, lowered, lowering);
            return Search(lowered.AsSpan(0, text.Length));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(lowered);
        }
    }

    /// <summary>Finds the next match from a position on.</summary>
    /// <exception cref="RegexMatchTimeoutException">It takes longer than twice <see cref="RuleModel.MatchTimeout"/>.</exception>
    internal bool Find(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        char[]? lowered = lowering == PythonCase.Exact ? null : ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            if (lowered is not null)
                Lowered.Write(text, lowered, lowering);
            Regex regex = For(text);
            if (regex.MatchTimeout != Regex.InfiniteMatchTimeout)
                regex = _patient.Value;
            Regex.ValueMatchEnumerator matches = regex.EnumerateMatches(lowered is null ? text : lowered.AsSpan(0, text.Length), from);
            bool found = matches.MoveNext();
            (start, end) = found ? (matches.Current.Index, matches.Current.Index + matches.Current.Length) : (0, 0);
            return found;
        }
        finally
        {
            if (lowered is not null)
                ArrayPool<char>.Shared.Return(lowered);
        }
    }

    private bool Search(ReadOnlySpan<char> text)
    {
        Regex regex = For(text);
        if (regex.MatchTimeout == Regex.InfiniteMatchTimeout)
            return regex.IsMatch(text);
        TimeSpan? before = _wasSlow ? ThreadTime.Now : null;
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException) when (!_wasSlow || ThreadTime.Now - before < 0.9 * RuleModel.MatchTimeout)
        {
            // The clock of .NET is the wall's, and this thread may have had to wait for others. What the first try of all took is not
            // known: asking before each try would cost more than most of them.
            _wasSlow = true;
            return _patient.Value.IsMatch(text);
        }
    }

    private Regex For(ReadOnlySpan<char> text) => (bound.IsWithin(text.Length, MaxSteps) ? _bounded : _regex).Value;

    /// <returns>Null where the expression looks around or back, or would be too large an automaton.</returns>
    private static Regex? TryCompileLinear(string expression)
    {
        try
        {
            return new Regex(expression, Options | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static Regex Compile(string expression, bool generate, TimeSpan timeout) =>
        new(expression, generate ? Options | RegexOptions.Compiled : Options, timeout);
}
