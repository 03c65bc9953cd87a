using System.Globalization;
using System.Text.Json;
using Audience.Api.Errors;
using Audience.Contracts.Tasks.Reports;
using Audience.Data.Tasks;
using Audience.Labeling.Items;

namespace Audience.Api.Tasks.Reports;

/// <summary>Which rules are asked for, and in which order.</summary>
public sealed record RuleQuery
{
    private const int DefaultLimit = 1_000,
        MaxLimit = 10_000;
    private static readonly string[] s_sorts = ["posts", "only", "conflicts", "share", "rule"];

    private RuleQuery() { }

    private string? Label { get; init; }
    private string Sort { get; init; } = "posts";
    private int Limit { get; init; } = DefaultLimit;
    private int Offset { get; init; }

    /// <summary>Reads the query of a call.</summary>
    /// <exception cref="Errors.ApiException">400: a value cannot be used.</exception>
    public static RuleQuery Read(string? label, string? sort, string? limit, string? offset) =>
        new()
        {
            Label = label,
            Sort =
                sort is null || s_sorts.Contains(sort)
                    ? sort ?? "posts"
                    : throw TaskErrors.Bad($"sort '{sort}' is not one of {string.Join(", ", s_sorts)}"),
            Limit = Number("limit", limit, DefaultLimit, 1, MaxLimit),
            Offset = Number("offset", offset, 0, 0, int.MaxValue),
        };

    /// <summary>The rules that are asked for.</summary>
    /// <param name="figures">What they did.</param>
    /// <param name="names">All rules that are known, in the order of the pattern.</param>
    /// <exception cref="Errors.ApiException">400: no rule gives the label that is asked for.</exception>
    public TaskRules Choose(RunFigures figures, IReadOnlyList<(string Label, int Rule, RuleItem Item)> names)
    {
        var places = names
            .Select((name, place) => (name, place))
            .ToDictionary(entry => (entry.name.Label, entry.name.Rule), entry => entry.place);
        if (Label is not null && !figures.Labels.ContainsKey(Label) && names.All(name => name.Label != Label))
            throw TaskErrors.Bad($"label '{Label}' is none of this task");
        var matched = figures
            .Labels.Where(label => Label is null || label.Key == Label)
            .SelectMany(label =>
                label.Value.Rules.Select(rule =>
                    (Place: places.GetValueOrDefault((label.Key, rule.Key), int.MaxValue), Of: Rule(label.Key, label.Value, rule.Key))
                )
            );
        var sorted = matched
            .OrderByDescending(rule => Rank(rule.Of))
            .ThenBy(rule => rule.Place)
            .ThenBy(rule => rule.Of.Label, StringComparer.Ordinal)
            .ThenBy(rule => rule.Of.Rule)
            .ToList();
        var unmatched = names
            .Where(name =>
                (Label is null || name.Label == Label)
                && !(figures.Labels.TryGetValue(name.Label, out var label) && label.Rules.ContainsKey(name.Rule))
            )
            .ToList();
        return new TaskRules
        {
            Posts = figures.Posts,
            Total = sorted.Count,
            Rules = [.. sorted.Skip(Offset).Take(Limit).Select(rule => rule.Of with { Item = Item(rule.Place) })],
            UnmatchedTotal = unmatched.Count,
            Unmatched =
            [
                .. unmatched
                    .Skip(Offset)
                    .Take(Limit)
                    .Select(name => new NamedRule
                    {
                        Label = name.Label,
                        Rule = name.Rule,
                        Item = TaskRuleNames.Json(name.Item),
                    }),
            ],
        };

        JsonElement? Item(int place) => place == int.MaxValue ? null : TaskRuleNames.Json(names[place].Item);
    }

    private double Rank(TaskRule rule) =>
        Sort switch
        {
            "posts" => rule.Posts,
            "only" => rule.Only,
            "conflicts" => rule.Conflicts,
            "share" => rule.Share,
            _ => 0,
        };

    private static TaskRule Rule(string label, LabelFigures of, int rule) =>
        new()
        {
            Label = label,
            Rule = rule,
            Posts = of.Rules[rule].Posts,
            Only = of.Rules[rule].Only,
            Conflicts = of.Rules[rule].Conflicts,
            Share = Math.Round((double)of.Rules[rule].Posts / of.Posts, 6),
        };

    private static int Number(string name, string? text, int fallback, int min, int max) =>
        text is null ? fallback
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max ? number
        : throw TaskErrors.Bad($"{name} '{text}' is not a whole number from {min} to {max}");
}
