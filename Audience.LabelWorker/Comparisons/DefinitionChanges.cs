using System.Globalization;
using System.Text.Json;
using Audience.Contracts.Tasks.Comparisons;
using Audience.Data.Tasks;

namespace Audience.LabelWorker.Comparisons;

/// <summary>Tells how what two tasks do differs.</summary>
internal static class DefinitionChanges
{
    private const int MostRules = 1_000;

    /// <summary>The difference.</summary>
    public static ComparedDefinition Of(
        TaskDefinition before,
        TaskDefinition after,
        RuleChanges rules,
        RuleDecisions gains,
        RuleDecisions losses
    ) =>
        new()
        {
            Fields =
            [
                .. Fields(before)
                    .Zip(Fields(after))
                    .Where(pair => pair.First.Value != pair.Second.Value)
                    .Select(pair => new ChangedField
                    {
                        Field = pair.First.Name,
                        Before = pair.First.Value,
                        After = pair.Second.Value,
                    }),
            ],
            Added = [.. rules.Added.Take(MostRules).Select(rule => Rule(rule, gains))],
            Removed = [.. rules.Removed.Take(MostRules).Select(rule => Rule(rule, losses))],
            Changed =
            [
                .. rules
                    .Changed.Take(MostRules)
                    .Select(rule => new ChangedRule { Before = Rule(rule.Before, losses), After = Rule(rule.After, gains) }),
            ],
        };

    private static ComparedRule Rule(RunRule rule, RuleDecisions decisions) =>
        new()
        {
            Label = rule.Label,
            Rule = rule.Number,
            Item = JsonSerializer.Deserialize<JsonElement>(rule.Json),
            Authors = decisions.Authors(rule),
        };

    // Without what nobody is to read.
    private static (string Name, string? Value)[] Fields(TaskDefinition task) =>
        [
            ("model_type", task.ModelType),
            ("predict_type", task.PredictType),
            ("columns", string.Join(",", task.Columns)),
            ("score", task.Score ? "true" : "false"),
            ("min_probability", task.MinProbability?.ToString(CultureInfo.InvariantCulture)),
            ("start_time", Time(task.Start)),
            ("end_time", Time(task.End)),
            ("input_schema", task.InputSchema),
            ("input_table", task.InputTable),
            ("output_schema", task.OutputSchema),
            ("countdown", task.Countdown.ToString(CultureInfo.InvariantCulture)),
            ("queue", task.Queue),
            ("site_config", task.SiteConfig is { } site ? $"{site.Host}:{site.Port}/{site.Db} {site.Charset}" : null),
            ("fold", string.Join(",", task.Fold)),
            ("rule_report", task.RuleReport ? "true" : "false"),
            ("models", string.Join(",", task.Artefacts)),
        ];

    private static string Time(DateTime time) => time.ToString("s", CultureInfo.InvariantCulture);
}
