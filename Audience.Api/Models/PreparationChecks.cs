using Audience.Api.Callbacks;
using Audience.Data.Models;
using Audience.Labeling.Prepared;
using Audience.Labeling.Prepared.Votes;

namespace Audience.Api.Models;

/// <summary>What has to hold of a model that is asked for, besides the form of the request.</summary>
public sealed class PreparationChecks(CallbackUrls callbacks, ModelTable models)
{
    /// <summary>MODEL_ID_LIST as it has to be for a kind of model; null where the kind has no voters.</summary>
    /// <exception cref="Errors.ApiException">400: there are too many or too few, one twice, or some where none belong.</exception>
    public static IReadOnlyList<string>? Voters(ModelKind kind, IReadOnlyList<string> ids)
    {
        if (kind != ModelKind.LabelVote)
            return ids.Count == 0
                ? null
                : throw ModelErrors.Bad(
                    $"MODEL_ID_LIST is for a {ModelKind.LabelVote.Name()}: a {kind.Name()} is not made of other models"
                );
        string[] known = [.. ids.Select(id => ModelRequestReader.ParseId(id).ToString())];
        if (known.GroupBy(id => id).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw ModelErrors.Bad($"MODEL_ID_LIST names model {twice.Key} twice: a model has one vote");
        return known.Length is >= 2 and <= VoteModel.MaxModels
            ? known
            : throw ModelErrors.Bad(
                $"MODEL_ID_LIST names {known.Length} models: name 2 to {VoteModel.MaxModels}, whose votes a {kind.Name()} weighs"
            );
    }

    /// <summary>Checks that its callback may be sent, and that the models that are to vote can.</summary>
    /// <exception cref="Errors.ApiException">
    /// 400: CALLBACK_URL is not allowed; or a voter is not there, not ready, a vote itself, or looks at something else.
    /// </exception>
    public async Task RunAsync(ModelDefinition model, CancellationToken cancellationToken)
    {
        await callbacks.CheckAsync(model.CallbackUrl, cancellationToken);
        foreach (string voter in model.Voters ?? [])
        {
            var id = ModelRequestReader.ParseId(voter);
            var row = await models.FindReadyAsync(id, cancellationToken);
            if (row is null)
                throw await models.FindAsync(id, cancellationToken) is { } latest
                    ? ModelErrors.NotReady(voter, latest.TrainingStatus)
                    : ModelErrors.Unknown(voter);
            if (row.ModelName == ModelKind.LabelVote.Name())
                throw ModelErrors.Bad($"model {voter} is a {row.ModelName} itself: name the models that it is made of");
            if (row.Feature != model.Feature)
                throw ModelErrors.Bad(
                    $"model {voter} looks at {row.Feature}, and PREDICT_TYPE is {model.Feature}: they have to be the same"
                );
        }
    }
}
