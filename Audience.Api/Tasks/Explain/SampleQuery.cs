using System.Globalization;
using Audience.Api.Errors;

namespace Audience.Api.Tasks.Explain;

/// <summary>Which rows of a task are asked for.</summary>
public sealed record SampleQuery
{
    private const int DefaultLimit = 50,
        MaxLimit = 200;

    private SampleQuery() { }

    /// <summary>Only rows of this label, or of this panel; null for all.</summary>
    public string? Label { get; private init; }

    /// <summary>Only rows of this source group; null for all.</summary>
    public string? Group { get; private init; }

    /// <summary>Only rows that this rule of the label matches, from 1; null for all.</summary>
    public int? Rule { get; private init; }

    /// <summary>Whether only rows count whose text also has another label of the same conflict group.</summary>
    public bool Conflict { get; private init; }

    /// <summary>How many at most, of each table.</summary>
    public int Limit { get; private init; } = DefaultLimit;

    /// <summary>Whether the rules that match are told.</summary>
    public bool Explain { get; private init; }

    /// <summary>Whether rows have to be looked at one by one.</summary>
    public bool Filters => Label is not null || Rule is not null || Conflict;

    /// <summary>Whether the model is needed.</summary>
    public bool NeedsModel => Filters || Explain;

    /// <summary>Reads the query of a call.</summary>
    /// <exception cref="Errors.ApiException">400: a value cannot be used.</exception>
    public static SampleQuery Read(string? label, string? group, string? rule, string? conflict, string? limit, string? explain)
    {
        int? number = rule is null ? null : Number("rule", rule, int.MaxValue);
        if (number is not null && label is null)
            throw TaskErrors.Bad("rule is the number of a rule within its label: name the label too");
        return new SampleQuery
        {
            Label = label,
            Group = group,
            Rule = number,
            Conflict = Bool("conflict", conflict),
            Limit = limit is null ? DefaultLimit : Number("limit", limit, MaxLimit),
            Explain = Bool("explain", explain),
        };
    }

    private static int Number(string name, string text, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= max
            ? number
            : throw TaskErrors.Bad($"{name} '{text}' is not a whole number from 1 to {max}");

    private static bool Bool(string name, string? text) =>
        text is not null
        && (bool.TryParse(text, out bool value) ? value : throw TaskErrors.Bad($"{name} '{text}' is neither true nor false"));
}
