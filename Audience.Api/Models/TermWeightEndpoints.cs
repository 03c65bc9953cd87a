using System.ComponentModel;
using Audience.Api.OpenApi;
using Audience.Api.Requests;
using Audience.Contracts.Models;

namespace Audience.Api.Models;

/// <summary>The terms of term-weight models, as people edit them.</summary>
internal static class TermWeightEndpoints
{
    private const string IdText = ModelEndpoints.IdText;

    public static void MapTermWeights(this RouteGroupBuilder models)
    {
        models.MapTerms();
        models
            .MapGet(
                "/{id}/term_weight/",
                async (
                    [Description(IdText)] string id,
                    [Description("Sent by tables of the frontend; where it is there, the answer is {\"data\": [\u2026]}.")] string? draw,
                    HttpContext http,
                    TermWeightActions actions
                ) =>
                {
                    var terms = await actions.ListAsync(id, http.RequestAborted);
                    return draw is null ? Results.Ok(terms) : Results.Ok(new { data = terms });
                }
            )
            .DescribeModel<IReadOnlyList<TermWeightRow>>(
                "ListTermWeights",
                "List a model's terms",
                "The terms of a TERM_WEIGHT_MODEL by label, the heaviest first. A text gets a label when the "
                    + "weights of the label's terms in it, each as often as it occurs, add up to more than the threshold."
            );

        models
            .MapPut(
                "/{id}/term_weight/add",
                async ([Description(IdText)] string id, HttpContext http, TermWeightActions actions) =>
                    Results.Ok(
                        await actions.AddAsync(id, await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .ReadsModel<TermWeightRequest>()
            .DescribeModel<string>(
                "AddTermWeights",
                "Add terms",
                "Adds terms that the model does not have. Tasks created from then on label with them."
            );

        models
            .MapPost(
                "/{id}/term_weight/update",
                async ([Description(IdText)] string id, HttpContext http, TermWeightActions actions) =>
                    Results.Ok(
                        await actions.UpdateAsync(id, await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .ReadsModel<TermWeightRequest>()
            .DescribeModel<string>("UpdateTermWeights", "Change weights", "Gives terms another weight.");

        models
            .MapDelete(
                "/{id}/term_weight/delete",
                async ([Description(IdText)] string id, HttpContext http, TermWeightActions actions) =>
                    Results.Ok(
                        await actions.DeleteAsync(id, await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .ReadsModel<TermWeightRequest>()
            .DescribeModel<string>("DeleteTermWeights", "Delete terms", "Takes terms away from the model.");

        models
            .MapGet(
                "/{id}/term_weight/download",
                async ([Description(IdText)] string id, HttpContext http, TermWeightActions actions) =>
                    Results.Bytes(
                        TermWeightCsv.Write(await actions.ListAsync(id, http.RequestAborted)),
                        "text/csv; charset=utf-8",
                        $"{id}_term_weight.csv"
                    )
            )
            .DownloadsModel(
                "DownloadTermWeights",
                "Download a model's terms",
                "A CSV with label, term and weight, as /models/import/ takes it.",
                "text/csv"
            );
    }
}
