using System.Text.Json;

namespace Audience.Data.Audiences;

/// <summary>
/// Which authors are meant: <c>"/female"</c>, <c>{"and": [...]}</c>, <c>{"or": [...]}</c> or <c>{"not": ...}</c>, one within the other.
/// </summary>
public abstract record AudienceExpression
{
    private const int MaxLevels = 24,
        MaxTerms = 1_000;

    /// <summary>Every author.</summary>
    public static AudienceExpression All { get; } = new Every([]);

    /// <summary>The panels that it names.</summary>
    public abstract IEnumerable<string> Panels { get; }

    /// <summary>Whether an author with these panels is meant.</summary>
    public abstract bool Holds(ulong mask, PanelBits bits);

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is none, is too deep or too long, or names too many panels.</exception>
    public static AudienceExpression Read(JsonElement json)
    {
        int terms = 0;
        var read = Read(json, 1, ref terms);
        int panels = read.Panels.Distinct(StringComparer.Ordinal).Count();
        return panels <= PanelBits.Max ? read : throw new FormatException($"names {panels} panels: at most {PanelBits.Max}");
    }

    private static AudienceExpression Read(JsonElement json, int level, ref int terms)
    {
        if (level > MaxLevels)
            throw new FormatException($"has more than {MaxLevels} levels of and, or and not, one within the other: make it flatter");
        if (++terms > MaxTerms)
            throw new FormatException($"has more than {MaxTerms} parts");
        if (json.ValueKind == JsonValueKind.String)
            return json.GetString() is { Length: > 1 } panel && panel[0] == '/'
                ? new Panel(panel)
                : throw new FormatException($"'{json.GetString()}' is not the name of a panel, which begin with '/': /female");
        if (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().Count() != 1)
            throw new FormatException("""is made of a panel ("/female"), {"and": [...]}, {"or": [...]} and {"not": ...}""");
        var (name, value) = (json.EnumerateObject().First().Name, json.EnumerateObject().First().Value);
        return name switch
        {
            "not" => new Not(Read(value, level + 1, ref terms)),
            "and" => new Every(ReadList(name, value, level, ref terms)),
            "or" => new Any(ReadList(name, value, level, ref terms)),
            _ => throw new FormatException($"'{(name.Length <= 40 ? name : name[..40] + "…")}' is none of and, or, not"),
        };
    }

    private static List<AudienceExpression> ReadList(string name, JsonElement json, int level, ref int terms)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0)
            throw new FormatException($"'{name}' takes a list of at least one expression");
        List<AudienceExpression> parts = [];
        foreach (var part in json.EnumerateArray())
            parts.Add(Read(part, level + 1, ref terms));
        return parts;
    }

    private sealed record Panel(string Name) : AudienceExpression
    {
        public override IEnumerable<string> Panels => [Name];

        public override bool Holds(ulong mask, PanelBits bits) => bits.Has(mask, Name);
    }

    private sealed record Not(AudienceExpression Part) : AudienceExpression
    {
        public override IEnumerable<string> Panels => Part.Panels;

        public override bool Holds(ulong mask, PanelBits bits) => !Part.Holds(mask, bits);
    }

    private sealed record Every(IReadOnlyList<AudienceExpression> Parts) : AudienceExpression
    {
        public override IEnumerable<string> Panels => Parts.SelectMany(p => p.Panels);

        public override bool Holds(ulong mask, PanelBits bits) => Parts.All(p => p.Holds(mask, bits));
    }

    private sealed record Any(IReadOnlyList<AudienceExpression> Parts) : AudienceExpression
    {
        public override IEnumerable<string> Panels => Parts.SelectMany(p => p.Panels);

        public override bool Holds(ulong mask, PanelBits bits) => Parts.Any(p => p.Holds(mask, bits));
    }
}
