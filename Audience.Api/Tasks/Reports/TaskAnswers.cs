using Audience.Contracts.Tasks.Reports;
using Audience.Data.Tasks;
using Audience.Labeling.Items;

namespace Audience.Api.Tasks.Reports;

/// <summary>Shows what a task does.</summary>
internal static class TaskAnswers
{
    /// <summary>The definition without what nobody is to read.</summary>
    public static TaskDetails Of(TaskDefinition task, IReadOnlyList<(string Label, int Rule, RuleItem Item)> rules) =>
        new()
        {
            TaskId = task.TaskId,
            ModelType = task.ModelType,
            PredictType = task.PredictType,
            StartTime = task.Start,
            EndTime = task.End,
            InputSchema = task.InputSchema,
            InputTable = task.InputTable,
            OutputSchema = task.OutputSchema,
            Countdown = task.Countdown,
            Queue = task.Queue,
            Priority = PriorityNames.Of(task.Priority),
            SiteConfig = task.SiteConfig is { } site
                ? new SiteDetails
                {
                    Host = site.Host,
                    Port = site.Port,
                    Db = site.Db,
                    Charset = site.Charset,
                }
                : null,
            Fold = task.Fold,
            RuleReport = task.RuleReport,
            Score = task.Score,
            MinProbability = task.MinProbability,
            Models = task.Artefacts,
            Pattern = rules
                .GroupBy(rule => rule.Label)
                .ToDictionary(
                    label => label.Key,
                    label =>
                        (IReadOnlyList<NamedRule>)
                            [
                                .. label.Select(rule => new NamedRule
                                {
                                    Label = rule.Label,
                                    Rule = rule.Rule,
                                    Item = TaskRuleNames.Json(rule.Item),
                                }),
                            ]
                ),
        };
}
