using System.Text.RegularExpressions;
using Audience.Labeling.Rules.Expressions;

namespace Audience.Labeling.Rules;

/// <summary>A compiled expression of a label, with what can be looked for before it is tried.</summary>
internal sealed class Rule
{
    /// <summary>Generating code for longer expressions takes longer than it saves, in characters.</summary>
    private const int LongestGenerated = 1000;

    private readonly bool _hasNativeBoundary;
    private readonly bool _ignoresSymbols;
    private readonly bool _skipsOddLetters;
    private readonly RuleSearch _plain;
    private readonly RuleSearch _full;
    private long _timeouts;

    internal Rule(string label, string expression)
    {
        Label = label;
        Expression = expression;
        if (expression.Length > RuleModel.MaxExpressionLength)
            throw Refused($"is longer than {RuleModel.MaxExpressionLength} characters");
        Translation read = Translated(WithoutLineEnd(expression));
        ExpressionLiterals literals = read.Literals;
        if (literals is { IsPure: true, Exact: { } exact } && SearchTexts.For(exact) is { IsExact: true } decisive)
            (Keywords, KeywordsDecide) = (decisive.Keywords, true);
        else if (literals.Best is { } required)
            Keywords = SearchTexts.For(required)?.Keywords;
        // What is tried on every text is worth machine code: it searches 7 times faster.
        bool generate = Keywords is null && expression.Length <= LongestGenerated;
        _hasNativeBoundary = read.HasNativeBoundary;
        _skipsOddLetters = read.SkipsOddLetters;
        _ignoresSymbols = read.IgnoresSymbols;
        _plain = new RuleSearch(read.Plain, read.PlainBacktracking, read.Bound, generate, read.Lowering);
        _full = read.Full == read.Plain ? _plain : new RuleSearch(read.Full, read.Full, read.Bound, generate, read.Lowering);
    }

    internal string Label { get; }

    internal string Expression { get; }

    /// <summary>Keywords of which one stands in every text that matches, or null when the expression has to be tried on every
    /// text.</summary>
    internal IReadOnlyList<string>? Keywords { get; }

    /// <summary>Whether a text that holds one of the keywords is sure to match.</summary>
    internal bool KeywordsDecide { get; }

    /// <summary>How many texts it was left out for because it took too long.</summary>
    internal long Timeouts => Interlocked.Read(ref _timeouts);

    /// <summary>Counts where it takes too long, which is the exception to throw.</summary>
    /// <returns>Whether it matches; false where it takes too long.</returns>
    internal bool IsMatch(scoped ref SearchedText text, out RegexMatchTimeoutException? timeout)
    {
        timeout = null;
        try
        {
            return For(ref text).IsMatch(text.Text);
        }
        catch (RegexMatchTimeoutException e)
        {
            Interlocked.Increment(ref _timeouts);
            timeout = e;
            return false;
        }
    }

    /// <summary>Finds the next match from a position on; counts where it takes too long, and finds none then.</summary>
    internal bool Find(scoped ref SearchedText text, int from, out int start, out int end)
    {
        (start, end) = (0, 0);
        try
        {
            return from <= text.Text.Length && For(ref text).Find(text.Text, from, out start, out end);
        }
        catch (RegexMatchTimeoutException)
        {
            Interlocked.Increment(ref _timeouts);
            return false;
        }
    }

    private RuleSearch For(scoped ref SearchedText text)
    {
        bool full =
            (text.HasPairs && !(_ignoresSymbols && text.HasOnlySymbols))
            || (_skipsOddLetters && text.HasOddLetters)
            || (_hasNativeBoundary && text.IsDoubtful);
        return full ? _full : _plain;
    }

    /// <summary>Frontends send the line break that ended the line in a form; an escaped one is meant.</summary>
    private string WithoutLineEnd(string expression)
    {
        string trimmed = expression.TrimEnd('\r', '\n');
        int backslashes = trimmed.Length - trimmed.TrimEnd('\\').Length;
        if (backslashes % 2 == 1 && trimmed.Length < expression.Length)
            return expression[..(trimmed.Length + 1)];
        return trimmed.Length > 0 || expression.Length == 0 ? trimmed : throw Refused("holds nothing but line breaks");
    }

    private Translation Translated(string expression)
    {
        try
        {
            Translation read = Translation.Of(expression);
            _ = new Regex(read.PlainBacktracking, RegexOptions.CultureInvariant, RuleModel.MatchTimeout);
            return read;
        }
        catch (ExpressionException e)
        {
            throw Refused(e.Message, e);
        }
        catch (ArgumentException e)
        {
            throw Refused($"does not compile: {Shown.Of(e.Message)}", e);
        }
    }

    private PatternException Refused(string why, Exception? inner = null)
    {
        string message = $"label '{Label}': the expression '{Shown.Of(Expression)}' {why}";
        return inner is null ? new PatternException(message) : new PatternException(message, inner);
    }
}
