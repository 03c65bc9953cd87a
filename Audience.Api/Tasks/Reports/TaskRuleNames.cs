using System.Text.Json;
using Audience.Data.Tasks;
using Audience.Labeling;
using Audience.Labeling.Items;
using Audience.Labeling.Patterns;
using Audience.Labeling.Prepared;

namespace Audience.Api.Tasks.Reports;

/// <summary>The rules of a task by label and number.</summary>
public sealed class TaskRuleNames(TaskModelLoader models)
{
    /// <summary>Every rule, label by label; of prepared models that are not kept any more, none.</summary>
    public async Task<IReadOnlyList<(string Label, int Rule, RuleItem Item)>> FindAsync(
        TaskDefinition definition,
        CancellationToken cancellationToken
    )
    {
        if (definition.Artefacts.Count == 0)
            return FromPattern(definition);
        try
        {
            ILabelModel model = (await models.LoadAsync(definition, cancellationToken)).Whole;
            return [.. (RuleModels.Of(model)?.Rules ?? []).Select(rule => (model.Labels[rule.Label], rule.Number, rule.Item))];
        }
        catch (InvalidOperationException)
        {
            return FromPattern(definition);
        }
    }

    /// <summary>What a rule says, as JSON.</summary>
    public static JsonElement Json(RuleItem item) => JsonSerializer.Deserialize<JsonElement>(ItemWriter.Write(item));

    // Its rules alone, without the time that compiling them takes.
    private static List<(string, int, RuleItem)> FromPattern(TaskDefinition definition)
    {
        if (definition.Pattern is not { } json)
            return [];
        using JsonDocument pattern = JsonDocument.Parse(json);
        var labels =
            definition.ModelType == "keyword_model"
                ? PatternReader.Keywords(pattern.RootElement)
                : PatternReader.Expressions(pattern.RootElement);
        return [.. labels.SelectMany(label => label.Items.Select((item, i) => (label.Label, i + 1, item)))];
    }
}
