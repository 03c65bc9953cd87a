using System.Text.Json;
using Audience.Labeling.Items;

namespace Audience.Labeling.Patterns;

/// <summary>Reads one item of a PATTERN or of a rule file.</summary>
internal static class ItemReader
{
    private static readonly string[] Combining = ["all", "any", "none", "near"];

    /// <param name="item">The item.</param>
    /// <param name="keywords">Whether it is of keywords; otherwise of expressions.</param>
    /// <param name="where">Names the item in messages.</param>
    /// <exception cref="PatternException">It has another shape.</exception>
    internal static RuleItem Read(JsonElement item, bool keywords, string where)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.EnumerateObject().Any(field => IsCombining(field, where)))
            return new RuleItem(TermReader.Read(item, keywords, where));
        (List<ItemTerm> all, List<ItemTerm> any, List<ItemTerm> none, int? near) = ([], [], [], null);
        HashSet<string> seen = [];
        foreach (JsonProperty field in item.EnumerateObject())
        {
            string name = TermReader.Name(field, where);
            if (!seen.Add(name))
                throw new PatternException($"{where} has '{Shown.Of(name)}' twice");
            switch (name)
            {
                case "all":
                    all = Terms(field, keywords, where);
                    break;
                case "any":
                    any = Terms(field, keywords, where);
                    break;
                case "none":
                    none = Terms(field, keywords, where);
                    break;
                case "near":
                    near = Near(field.Value, where);
                    break;
                default:
                    throw new PatternException($"{where} has the unknown key '{Shown.Of(name)}' (known: {string.Join(", ", Combining)})");
            }
        }
        return new RuleItem(all, any, none, near);
    }

    private static bool IsCombining(JsonProperty field, string where) => Combining.Contains(TermReader.Name(field, where));

    private static List<ItemTerm> Terms(JsonProperty field, bool keywords, string where)
    {
        if (field.Value.ValueKind != JsonValueKind.Array)
            throw new PatternException($"{where}: '{field.Name}' must be a list, not {JsonText.Kind(field.Value)}");
        if (field.Value.GetArrayLength() == 0)
            throw new PatternException($"{where}: '{field.Name}' is an empty list");
        List<ItemTerm> terms = [];
        foreach (JsonElement term in field.Value.EnumerateArray())
        {
            string at = $"{where}, '{field.Name}' {terms.Count + 1}";
            if (term.ValueKind == JsonValueKind.Object && term.EnumerateObject().Any(inner => IsCombining(inner, at)))
                throw new PatternException($"{at} is a combination: combinations cannot be nested");
            if (terms.Count == RuleItem.MaxTerms)
                throw new PatternException(ItemChecks.TooMany(where));
            terms.Add(TermReader.Read(term, keywords, at));
        }
        return terms;
    }

    private static int Near(JsonElement near, string where) =>
        near.ValueKind == JsonValueKind.Number
        && near.TryGetDecimal(out decimal number)
        && number % 1 == 0
        && number is >= 1 and <= RuleItem.MaxNear
            ? (int)number
            : throw new PatternException($"{where}: 'near' must be a whole number of characters from 1 to {RuleItem.MaxNear}");
}
