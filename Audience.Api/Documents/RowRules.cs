using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Data.Datasets;
using Audience.Data.Documents;
using Audience.Labeling;
using Audience.Labeling.Prepared;
using Audience.Labeling.Terms;

namespace Audience.Api.Documents;

/// <summary>What a document and a rule must be like, whichever way they come. Each gives what is wrong, or null.</summary>
internal static class RowRules
{
    private const int MaxContent = 1_000_000,
        MaxRule = 200,
        MaxLabel = 100;
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A document's text.</summary>
    public static string? Content(string content) =>
        string.IsNullOrWhiteSpace(content) ? "content is empty"
        : content.Length > MaxContent ? Invariant($"content has {content.Length} characters: at most {MaxContent}")
        : null;

    /// <summary>A label's name.</summary>
    public static string? Label(string label) =>
        string.IsNullOrWhiteSpace(label) ? "label is empty"
        : label.Length > MaxLabel ? Invariant($"label '{DocumentErrors.Shown(label)}' has {label.Length} characters: at most {MaxLabel}")
        : ReservedLabels.Has(label) ? ReservedLabels.Why(label)
        : null;

    /// <summary>The labels of a document.</summary>
    public static (IReadOnlyList<string> Labels, string? Problem) Labels(IReadOnlyList<string> labels, bool isMultiLabel)
    {
        labels = [.. labels.Select(l => l.Trim()).Distinct(StringComparer.Ordinal)];
        string? problem =
            isMultiLabel || labels.Count == 1 ? labels.Select(Label).FirstOrDefault(p => p is not null)
            : labels.Count == 0 ? "label is empty, and the data set is not multi-label: give it one"
            : Invariant($"{labels.Count} labels, and the data set is not multi-label: give it one");
        return (labels, problem);
    }

    /// <summary>
    /// White space around a keyword or a term can never match; that of an expression may be meant, but for a line break at its end.
    /// </summary>
    public static string TrimRule(string type, string content) => type == "regex" ? content.TrimEnd('\r', '\n') : content.Trim();

    /// <summary>A rule's content.</summary>
    public static string? Rule(RuleRow rule)
    {
        if (string.IsNullOrWhiteSpace(rule.Content))
            return "content is empty";
        int max =
            rule.RuleType == "term_weight" ? TermWeightModel.MaxTermLength
            : rule.IsObject ? RuleItems.MaxLength
            : MaxRule;
        if (rule.Content.Length > max)
            return Invariant($"content has {rule.Content.Length} characters: at most {max}");
        if (rule.RuleType != "regex" || rule.IsObject)
            return null;
        try
        {
            PreparedModel.FromPattern(
                ModelKind.Rule,
                JsonSerializer.Serialize(new Dictionary<string, string[]> { [rule.Label] = [rule.Content] }, s_json)
            );
            return null;
        }
        catch (PatternException e)
        {
            return e.Message;
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
