namespace Audience.Labeling.Rules;

/// <summary>
/// An expression took longer on one text than <see cref="RuleModel.MatchTimeout"/>, and the model was made to fail then instead of
/// leaving the
/// expression out for that text.
/// </summary>
public sealed class RuleTimeoutException : Exception
{
    /// <param name="label">The label of the expression.</param>
    /// <param name="expression">The expression as the pattern gave it.</param>
    /// <param name="inner">What the regular expression engine reported.</param>
    public RuleTimeoutException(string label, string expression, Exception inner)
        : base(
            $"label '{label}': the expression '{Shown.Of(expression)}' took "
                + $"longer than {RuleModel.MatchTimeout.TotalSeconds} s on one text; "
                + "simplify it, above all repetitions inside repetitions",
            inner
        )
    {
        Label = label;
        Expression = expression;
    }

    /// <summary>The label of the expression.</summary>
    public string Label { get; }

    /// <summary>The expression as the pattern gave it.</summary>
    public string Expression { get; }
}
