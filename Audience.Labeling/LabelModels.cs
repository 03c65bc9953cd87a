using System.Text.Json;
using Audience.Labeling.Folding;
using Audience.Labeling.Matching;
using Audience.Labeling.Patterns;

namespace Audience.Labeling;

/// <summary>Builds a model from the PATTERN of a task.</summary>
public static class LabelModels
{
    internal const string KeywordModelType = "keyword_model";
    internal const string RuleModelType = "rule_model";

    /// <param name="modelType">keyword_model, rule_model or its alias regex_model, in any case.</param>
    /// <param name="pattern">An object with a list of rules for each label; <c>{}</c> gives a model without labels.</param>
    /// <param name="folds">How keywords and texts are folded; only for keyword_model.</param>
    /// <exception cref="PatternException">The pattern cannot be used, the model type has no pattern, or does not fold.</exception>
    public static IRuleModel FromPattern(string modelType, JsonElement pattern, TextFolds folds = TextFolds.None)
    {
        if (IsKeywordModel(modelType))
            return new KeywordRuleModel(PatternReader.Keywords(pattern), folds);
        return folds == TextFolds.None
            ? new ExpressionRuleModel(PatternReader.Expressions(pattern))
            : throw new PatternException("FOLD is for keyword_model: an expression says itself which spellings it takes");
    }

    /// <inheritdoc cref="FromPattern(string, JsonElement, TextFolds)"/>
    /// <param name="modelType">keyword_model, rule_model or its alias regex_model, in any case.</param>
    /// <param name="json">The pattern as JSON text.</param>
    /// <param name="folds">How keywords and texts are folded; only for keyword_model.</param>
    public static IRuleModel FromPattern(string modelType, string json, TextFolds folds = TextFolds.None)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return FromPattern(modelType, document.RootElement, folds);
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
