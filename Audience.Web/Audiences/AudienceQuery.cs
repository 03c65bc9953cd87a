using System.Globalization;
using System.Text.Json;
using Audience.Client;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;

namespace Audience.Web.Audiences;

/// <summary>Which audience is built; as text it is the page's address.</summary>
public sealed record AudienceQuery
{
    /// <summary>Conditions of a form.</summary>
    public const int MaxConditions = 5;

    /// <summary>The tasks.</summary>
    public IReadOnlyList<string> Of { get; init; } = [];

    /// <summary>What all of its authors meet.</summary>
    public IReadOnlyList<AudienceCondition> Conditions { get; init; } = [];

    /// <summary>An expression in JSON in place of conditions, or empty.</summary>
    public string Where { get; init; } = "";

    /// <summary>Only these source groups; none for all.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Reads an address or a form.</summary>
    public static AudienceQuery Read(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var given = fields.ToDictionary(
            f => f.Key,
            f => f.Value.Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => v!.Trim()).ToArray()
        );
        string[] All(string name) => given.GetValueOrDefault(name, []);
        return new AudienceQuery
        {
            Of = [.. All("OF").SelectMany(v => v.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)).Distinct()],
            Where = All("WHERE").FirstOrDefault() ?? "",
            Groups = [.. All("GROUPS").Distinct()],
            Conditions =
            [
                .. Enumerable
                    .Range(0, MaxConditions)
                    .Select(i => new AudienceCondition(
                        All(Key("kind", i)).FirstOrDefault() is { } kind && AudienceCondition.Kinds.Contains(kind) ? kind : "any",
                        [.. All(Key("panel", i)).Concat(All(Key("more", i)).SelectMany(Typed)).Distinct()]
                    ))
                    .Where(c => c.Panels.Count > 0),
            ],
        };
    }

    /// <summary>The query that a saved audience is.</summary>
    public static AudienceQuery Read(AudienceSummary audience)
    {
        var conditions = AudienceWhere.Conditions(audience.Where);
        bool fits = conditions is { Count: <= MaxConditions };
        return new AudienceQuery
        {
            Of = [.. audience.Of],
            Groups = [.. audience.Groups],
            Conditions = fits ? conditions! : [],
            Where = fits ? "" : AudienceWhere.Json(audience.Where),
        };
    }

    /// <summary>The expression as the API takes it; null for everyone.</summary>
    /// <exception cref="JsonException">What was typed is no JSON.</exception>
    public object? Expression => Where.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(Where) : AudienceWhere.Of(Conditions);

    /// <summary>Its fields, as forms hide them.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields
    {
        get
        {
            foreach (string task in Of)
                yield return new("OF", task);
            foreach (var (condition, i) in Conditions.Select((c, i) => (c, i)))
            {
                yield return new(Key("kind", i), condition.Kind);
                foreach (string panel in condition.Panels)
                    yield return new(Key("panel", i), panel);
            }
            if (Where.Length > 0)
                yield return new("WHERE", Where);
            foreach (string group in Groups)
                yield return new("GROUPS", group);
        }
    }

    /// <summary>The name of a condition's field.</summary>
    public static string Key(string name, int condition) => name + condition.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => ConsoleRegistration.Path + "/audiences/new" + new QueryBuilder(Fields).ToQueryString();

    private static IEnumerable<string> Typed(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(p => p.StartsWith('/') ? p : "/" + p);
}
