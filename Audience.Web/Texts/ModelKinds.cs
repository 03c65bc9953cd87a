namespace Audience.Web.Texts;

/// <summary>The kinds of models, by the names that the API gives them; their texts begin with <c>kind.</c></summary>
internal static class ModelKinds
{
    /// <summary>The one that is made of other models.</summary>
    public const string Vote = "LABEL_VOTE_MODEL";

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "LOGISTIC_REGRESSION_MODEL",
        "TERM_WEIGHT_MODEL",
        "SVM_MODEL",
        "RANDOM_FOREST_MODEL",
        "KEYWORD_MODEL",
        "RULE_MODEL",
        Vote,
    ];
}
