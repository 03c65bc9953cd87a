using System.Text.RegularExpressions;

namespace Audience.Labeling.Rules;

/// <summary>A compiled expression of a label, with what can be looked for before it is tried.</summary>
internal sealed class Rule
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Generating code for longer expressions takes longer than it saves, in characters.</summary>
    private const int LongestGenerated = 1000;

    private readonly string _label;
    private readonly string _expression;
    private readonly Lazy<Regex> _regex;

    internal Rule(string label, string expression)
    {
        _label = label;
        _expression = expression;
        if (expression.Length > RuleModel.MaxExpressionLength)
            throw Refused($"is longer than {RuleModel.MaxExpressionLength} characters");
        string dotNet = PythonSyntax.ToDotNet(expression);
        Check(dotNet);
        ExpressionLiterals? literals = ExpressionReader.Read(dotNet);
        if (literals?.Size > RuleModel.MaxRepetitions)
            throw Refused($"repeats parts more than {RuleModel.MaxRepetitions} times, written out");
        if (literals is { IsPure: true, Exact: { } exact } && SearchTexts.For(exact) is { IsExact: true } decisive)
            (Keywords, KeywordsDecide) = (decisive.Keywords, true);
        else if (literals?.Best is { } required)
            Keywords = SearchTexts.For(required)?.Keywords;
        // Not before it is tried: an automaton takes 270 KB and a third of a millisecond, and keywords decide most expressions, or stand in no text.
        _regex = new Lazy<Regex>(() => TryCompileLinear(dotNet) ?? CompileBacktracking(dotNet), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Keywords of which one stands in every text that matches, or null when the expression has to be tried on every text.</summary>
    internal IReadOnlyList<string>? Keywords { get; }

    /// <summary>Whether a text that holds one of the keywords is sure to match.</summary>
    internal bool KeywordsDecide { get; }

    /// <exception cref="RuleTimeoutException">The expression backtracks too much on this text.</exception>
    internal bool IsMatch(ReadOnlySpan<char> text)
    {
        try
        {
            return _regex.Value.IsMatch(text);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new RuleTimeoutException(_label, _expression, e);
        }
    }

    private void Check(string expression)
    {
        try
        {
            _ = new Regex(expression, Options);
        }
        catch (ArgumentException e)
        {
            throw Refused($"does not compile: {e.Message}", e);
        }
    }

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

    private Regex CompileBacktracking(string expression)
    {
        // What is tried on every text is worth machine code: it searches 7 times faster. But that of .NET 10 takes \b for \B, and the other
        // way round, beside a negated class: \B[^a][a-z] on "ab c".
        bool generate =
            Keywords is null && expression.Length <= LongestGenerated && !expression.Contains(@"\b", StringComparison.OrdinalIgnoreCase);
        return new Regex(expression, generate ? Options | RegexOptions.Compiled : Options, RuleModel.MatchTimeout);
    }

    private PatternException Refused(string why, Exception? inner = null)
    {
        string message = $"label '{_label}': the expression '{Shown.Of(_expression)}' {why}";
        return inner is null ? new PatternException(message) : new PatternException(message, inner);
    }
}
