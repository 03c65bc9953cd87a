using System.ComponentModel;
using Audience.Api.OpenApi;
using Audience.Api.Requests;
using Audience.Contracts.Models;

namespace Audience.Api.Models;

/// <summary>From where on a model gives its labels.</summary>
internal static class ThresholdEndpoints
{
    public static void MapThresholds(this RouteGroupBuilder models) =>
        models
            .MapPost(
                "/{id}/threshold/",
                async ([Description(ModelEndpoints.IdText)] string id, HttpContext http, ModelThresholds thresholds) =>
                    Results.Ok(
                        await thresholds.MoveAsync(id, await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .ReadsModel<ThresholdRequest>()
            .DescribeModel<IReadOnlyList<LabelThreshold>>(
                "MoveModelThresholds",
                "Move a model's thresholds",
                "Makes a new version of a learned model that gives labels from other scores or probabilities on; /models/{id}/curves/ "
                    + "shows what to expect. Tasks created from then on label with it; those that are there keep theirs. "
                    + "Reports stay as they were evaluated. The answer lists all thresholds."
            );
}
