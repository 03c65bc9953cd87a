using System.Text.Json;
using Audience.Labeling.Items;
using Audience.Labeling.Rules;

namespace Audience.Labeling.Patterns;

/// <summary>
/// Reads the PATTERN of a task: an object with a list of items for each label. Labels keep their order.
/// Every error is a <see cref="PatternException"/> that names the label and the item, counted from 1.
/// </summary>
public static class PatternReader
{
    /// <summary>How many labels a pattern may have.</summary>
    public const int MaxLabels = 10_000;

    /// <summary>Reads <c>{"female": [["娘","partially"], "人妻", {"keyword": "姐", "unless": ["空姐"]}]}</c>; a bare string is matched partially.</summary>
    /// <exception cref="PatternException">The pattern has another shape, an empty keyword, an unknown match type.</exception>
    public static IReadOnlyList<LabelItems> Keywords(JsonElement pattern) => Read(pattern, keywords: true, checks: null, errors: null);

    /// <summary>Reads <c>{"female": ["小妹我", {"all": ["a+", "b+"]}]}</c>. Neither their expressions nor how an item's parts go together is checked here.</summary>
    /// <exception cref="PatternException">The pattern has another shape or an empty expression.</exception>
    public static IReadOnlyList<LabelItems> Expressions(JsonElement pattern) => Read(pattern, keywords: false, checks: null, errors: null);

    /// <summary>Reads what can be read of a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="keywords">Whether its items are keywords; otherwise they are expressions.</param>
    /// <param name="checks">What each item has to pass; null to leave that to the model.</param>
    /// <param name="errors">Gets what is wrong with each item that is left out; null to throw at the first.</param>
    /// <exception cref="PatternException">The pattern has another shape; or, without <paramref name="errors"/>, an item is wrong.</exception>
    internal static List<LabelItems> Read(JsonElement pattern, bool keywords, ItemChecks? checks, ICollection<string>? errors)
    {
        List<LabelItems> labels = [];
        foreach ((string name, JsonElement list) in Labels(pattern))
        {
            List<RuleItem> items = [];
            int number = 0;
            foreach (JsonElement item in list.EnumerateArray())
            {
                try
                {
                    items.Add(ItemReader.Read(item, keywords, checks, Where(name, ++number)));
                }
                catch (PatternException e) when (errors is not null)
                {
                    errors.Add(e.Message);
                }
            }
            labels.Add(new LabelItems(name, items));
        }
        return labels;
    }

    /// <summary>How messages name an item.</summary>
    internal static string Where(string label, int number) => $"PATTERN: label '{Shown.Of(label)}', rule {number}";

    private static List<(string Name, JsonElement Items)> Labels(JsonElement pattern)
    {
        if (pattern.ValueKind != JsonValueKind.Object)
            throw new PatternException($"PATTERN must be an object with a list for each label, not {JsonText.Kind(pattern)}");
        List<(string, JsonElement)> labels = [];
        HashSet<string> seen = [];
        foreach (JsonProperty property in pattern.EnumerateObject())
        {
            string name = JsonText.Read(() => property.Name, $"PATTERN: the name of label {labels.Count + 1}");
            if (string.IsNullOrWhiteSpace(name))
                throw new PatternException($"PATTERN: the name of label {labels.Count + 1} is empty");
            if (!seen.Add(name))
                throw new PatternException($"PATTERN: label '{Shown.Of(name)}' is given twice");
            if (labels.Count == MaxLabels)
                throw new PatternException($"PATTERN has more than {MaxLabels} labels");
            if (property.Value.ValueKind != JsonValueKind.Array)
                throw new PatternException($"PATTERN: label '{Shown.Of(name)}' must have a list, not {JsonText.Kind(property.Value)}");
            labels.Add((name, property.Value));
        }
        return labels;
    }
}
