namespace Audience.Labeling.Prepared;

/// <summary>Kinds of models that can be prepared: the contract's MODEL_TYPE.</summary>
public enum ModelKind
{
    /// <summary>KEYWORD_MODEL: keywords that people wrote.</summary>
    Keyword,

    /// <summary>RULE_MODEL: regular expressions that people wrote.</summary>
    Rule,

    /// <summary>TERM_WEIGHT_MODEL: terms with weights, learned, that people may edit.</summary>
    TermWeight,

    /// <summary>RANDOM_FOREST_MODEL.</summary>
    RandomForest,

    /// <summary>SVM_MODEL: a linear classifier with a margin.</summary>
    Svm,

    /// <summary>LOGISTIC_REGRESSION_MODEL.</summary>
    LogisticRegression,

    /// <summary>LABEL_VOTE_MODEL: other models, whose votes are weighed.</summary>
    LabelVote,
}

/// <summary>The contract's names of the kinds.</summary>
public static class ModelKinds
{
    private static readonly (ModelKind Kind, string Name)[] Names =
    [
        (ModelKind.Keyword, "KEYWORD_MODEL"),
        (ModelKind.Rule, "RULE_MODEL"),
        (ModelKind.TermWeight, "TERM_WEIGHT_MODEL"),
        (ModelKind.RandomForest, "RANDOM_FOREST_MODEL"),
        (ModelKind.Svm, "SVM_MODEL"),
        (ModelKind.LogisticRegression, "LOGISTIC_REGRESSION_MODEL"),
        (ModelKind.LabelVote, "LABEL_VOTE_MODEL"),
    ];

    /// <summary>All names, for messages.</summary>
    public static string All => string.Join(", ", Names.Select(n => n.Name));

    /// <summary>The name of a kind.</summary>
    public static string Name(this ModelKind kind) => Names.Single(n => n.Kind == kind).Name;

    /// <summary>Whether the kind learns from documents; the others are rules that people wrote.</summary>
    public static bool IsTrainable(this ModelKind kind) => kind is not (ModelKind.Keyword or ModelKind.Rule);

    /// <summary>Finds a kind by its name, in any case; REGEX_MODEL is RULE_MODEL.</summary>
    public static bool TryParse(string name, out ModelKind kind)
    {
        string upper = name.ToUpperInvariant();
        int index = Array.FindIndex(Names, n => n.Name == (upper == "REGEX_MODEL" ? "RULE_MODEL" : upper));
        kind = index < 0 ? default : Names[index].Kind;
        return index >= 0;
    }
}
