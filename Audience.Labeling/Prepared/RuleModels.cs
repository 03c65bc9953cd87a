namespace Audience.Labeling.Prepared;

/// <summary>Finds the rules of a model.</summary>
public static class RuleModels
{
    /// <summary>The model as one that tells its rules: a keyword or rule model, also a prepared one, or a union of models. Null where it
    /// has none.</summary>
    public static IRuleModel? Of(ILabelModel model) =>
        model switch
        {
            PreparedModel prepared => Of(prepared.Inner),
            UnionModel union => union.Rules.Count > 0 ? union : null,
            _ => model as IRuleModel,
        };
}
