using System.Text.Json;
using Audience.Labeling.Keywords;
using Audience.Labeling.Patterns;
using Audience.Labeling.Rules;

namespace Audience.Labeling;

/// <summary>Builds a model from the PATTERN of a task.</summary>
public static class LabelModels
{
    internal const string KeywordModelType = "keyword_model";
    internal const string RuleModelType = "rule_model";

    /// <param name="modelType">keyword_model, rule_model or its alias regex_model, in any case.</param>
    /// <param name="pattern">An object with a list of rules for each label; <c>{}</c> gives a model without labels.</param>
    /// <exception cref="PatternException">The pattern cannot be used, or the model type has no pattern.</exception>
    public static ILabelModel FromPattern(string modelType, JsonElement pattern) =>
        IsKeywordModel(modelType) ? new KeywordModel(PatternReader.Keywords(pattern)) : new RuleModel(PatternReader.Expressions(pattern));

    /// <inheritdoc cref="FromPattern(string, JsonElement)"/>
    /// <param name="modelType">keyword_model, rule_model or its alias regex_model, in any case.</param>
    /// <param name="json">The pattern as JSON text.</param>
    public static ILabelModel FromPattern(string modelType, string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return FromPattern(modelType, document.RootElement);
        }
        catch (JsonException e)
        {
            throw new PatternException($"PATTERN is not JSON: {e.Message}", e);
        }
    }

    /// <summary>True for keyword_model, false for rule_model and its alias.</summary>
    /// <exception cref="PatternException">It is neither.</exception>
    internal static bool IsKeywordModel(string modelType) =>
        modelType.ToUpperInvariant() switch
        {
            "KEYWORD_MODEL" => true,
            "RULE_MODEL" or "REGEX_MODEL" => false,
            _ => throw new PatternException($"a model of type '{modelType}' has no PATTERN (known: keyword_model, rule_model)"),
        };
}
