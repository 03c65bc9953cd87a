using System.Globalization;
using System.Text.Json.Nodes;
using Audience.Web.Serving;
using Audience.Web.Texts;

namespace Audience.Web.Previews;

/// <summary>A rule with conditions as it is typed, field by field: each holds keywords or expressions, a line each.</summary>
public sealed record ItemForm : IFormValues
{
    /// <summary>The fields that hold lists.</summary>
    public static readonly IReadOnlyList<string> Lists = ["ITEM_ALL", "ITEM_ANY", "ITEM_NONE", "ITEM_UNLESS"];

    /// <summary>All fields.</summary>
    public static readonly IReadOnlyList<string> Names = ["ITEM_LABEL", .. Lists, "ITEM_NEAR"];

    /// <summary>Before anything is typed.</summary>
    public static ItemForm Empty { get; } = new();

    /// <summary>What was typed.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; init; } = [];

    /// <summary>A field's text, empty where nothing was typed.</summary>
    public string this[string name] => Values.GetValueOrDefault(name, "");

    /// <summary>The form as a browser sends it.</summary>
    public static ItemForm Of(IFormCollection fields) => new() { Values = Names.ToDictionary(n => n, n => fields[n].ToString().Trim()) };

    /// <summary>The item of a PATTERN that it means; null where something is wrong. The API checks the terms themselves.</summary>
    /// <param name="keywords">Whether its terms are keywords; else they are expressions.</param>
    /// <param name="words">For the mistakes.</param>
    public (JsonObject? Item, IReadOnlyList<Mistake> Mistakes) Read(bool keywords, Words words)
    {
        var mistakes = new List<Mistake>();
        var (all, any, none, unless) = (Terms("ITEM_ALL"), Terms("ITEM_ANY"), Terms("ITEM_NONE"), Terms("ITEM_UNLESS"));
        bool isSingle = all.Length == 1 && any.Length + none.Length == 0;
        if (this["ITEM_LABEL"].Length == 0)
            mistakes.Add(new Mistake("ITEM_LABEL", words["Item.NoLabel"]));
        if (all.Length + any.Length == 0)
            mistakes.Add(new Mistake("ITEM_ALL", words["Item.Nothing"]));
        if (unless.Length > 0 && !(isSingle && keywords))
            mistakes.Add(new Mistake("ITEM_UNLESS", words["Item.UnlessOne"]));
        bool isNear = this["ITEM_NEAR"].Length > 0;
        if (!int.TryParse(this["ITEM_NEAR"], NumberStyles.None, CultureInfo.InvariantCulture, out int near) && isNear)
            mistakes.Add(new Mistake("ITEM_NEAR", words["Schedules.BadNumber"]));
        if (mistakes.Count > 0)
            return (null, mistakes);
        var item = new JsonObject();
        if (isSingle && !isNear)
            item[keywords ? "keyword" : "expression"] = all[0];
        else
            Add("all", all);
        Add("any", any);
        Add("none", none);
        Add("unless", unless);
        if (isNear)
            item["near"] = near;
        return (item, mistakes);

        void Add(string name, string[] terms)
        {
            if (terms.Length > 0)
                item[name] = new JsonArray([.. terms.Select(t => JsonValue.Create(t))]);
        }
    }

    private string[] Terms(string name) => this[name].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
