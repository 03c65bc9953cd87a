using Audience.Labeling.Prepared;
using Audience.Labeling.Terms;

namespace Audience.Data.Models;

/// <summary>Changes the terms of a term-weight model.</summary>
public sealed class ModelTerms(ModelVersions versions)
{
    /// <summary>Changes a model's terms.</summary>
    /// <param name="taskId">A ready model.</param>
    /// <param name="change">Gives the changed model, or throws; it may not take long.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is changed.</param>
    /// <returns>False where the model is not there any more, or has no terms.</returns>
    public async Task<bool> ChangeAsync(
        string taskId,
        Func<TermWeightModel, TermWeightModel> change,
        CancellationToken cancellationToken
    ) =>
        await versions.ChangeAsync(
            taskId,
            model => model.Terms is { } terms ? Changed(model, terms, change(terms)) : null,
            cancellationToken
        )
            is not null;

    // Probabilities were learned for the labels that there were.
    private static PreparedModel Changed(PreparedModel model, TermWeightModel terms, TermWeightModel edited) =>
        edited.Labels.SequenceEqual(terms.Labels) ? model.With(edited) : PreparedModel.FromTerms(edited);
}
