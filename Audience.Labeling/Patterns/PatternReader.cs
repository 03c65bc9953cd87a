using System.Text.Json;
using Audience.Labeling.Items;

namespace Audience.Labeling.Patterns;

/// <summary>
/// Reads the PATTERN of a task: an object with a list of items for each label. Labels keep their order.
/// Every error is a <see cref="PatternException"/> that names the label and the item, counted from 1.
/// </summary>
public static class PatternReader
{
    /// <summary>How many labels a pattern may have.</summary>
    public const int MaxLabels = 10_000;

    /// <summary>Reads <c>{"female": [["娘","partially"], "人妻", {"keyword": "姐", "unless": ["空姐"]}]}</c>; a bare string is matched
    /// partially.</summary>
    /// <exception cref="PatternException">The pattern has another shape, an empty keyword, an unknown match type.</exception>
    public static IReadOnlyList<LabelItems> Keywords(JsonElement pattern) => Read(pattern, keywords: true);

    /// <summary>Reads <c>{"female": ["小妹我", {"all": ["a+", "b+"]}]}</c>. Neither their expressions nor how an item's parts go together is
    /// checked here.</summary>
    /// <exception cref="PatternException">The pattern has another shape or an empty expression.</exception>
    public static IReadOnlyList<LabelItems> Expressions(JsonElement pattern) => Read(pattern, keywords: false);

    private static List<LabelItems> Read(JsonElement pattern, bool keywords) =>
        [
            .. Labels(pattern)
                .Select(label => new LabelItems(
                    label.Name,
                    [.. label.Items.EnumerateArray().Select((item, i) => ItemReader.Read(item, keywords, Where(label.Name, i + 1)))]
                )),
        ];

    /// <summary>How messages name an item.</summary>
    internal static string Where(string label, int number) => $"PATTERN: label '{Shown.Of(label)}', rule {number}";

    /// <summary>The labels of a pattern with their lists.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="report">Told of each label that cannot be read, and the others are read; null: the first one ends it.</param>
    /// <exception cref="PatternException">The pattern has another shape.</exception>
    internal static List<(string Name, JsonElement Items)> Labels(JsonElement pattern, Action<PatternException>? report = null)
    {
        if (pattern.ValueKind != JsonValueKind.Object)
            throw new PatternException($"PATTERN must be an object with a list for each label, not {JsonText.Kind(pattern)}");
        List<(string, JsonElement)> labels = [];
        HashSet<string> seen = [];
        int number = 0;
        foreach (JsonProperty property in pattern.EnumerateObject())
        {
            try
            {
                labels.Add((Name(property, ++number, seen), property.Value));
            }
            catch (PatternException e) when (report is not null)
            {
                report(e);
            }
            if (labels.Count > MaxLabels)
                throw new PatternException($"PATTERN has more than {MaxLabels} labels");
        }
        return labels;
    }

    private static string Name(JsonProperty property, int number, HashSet<string> seen)
    {
        string name = JsonText.Read(() => property.Name, $"PATTERN: the name of label {number}");
        if (string.IsNullOrWhiteSpace(name))
            throw new PatternException($"PATTERN: the name of label {number} is empty");
        if (!seen.Add(name))
            throw new PatternException($"PATTERN: label '{Shown.Of(name)}' is given twice");
        if (property.Value.ValueKind != JsonValueKind.Array)
            throw new PatternException($"PATTERN: label '{Shown.Of(name)}' must have a list, not {JsonText.Kind(property.Value)}");
        return name;
    }
}
