using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Models;

/// <summary>The models that tasks may label with, and one of them.</summary>
internal static class ModelPages
{
    private const int Max = 200;

    /// <summary>Adds the pages.</summary>
    public static void MapModels(this IEndpointRouteBuilder console)
    {
        console.MapGet("/models", async (HttpContext http, Visits visits) => await ListAsync(http, visits, []));
        console.MapGet("/models/compare", CompareAsync);
        console.MapGet("/models/{id}", async (HttpContext http, Visits visits, string id) => await ShowAsync(http, visits, id, null));
        console.MapGet(
            "/models/{id}/download",
            async (HttpContext http, Visits visits, string id) =>
                new HandedOn(await visits.Api(http).DownloadModelAsync(id, http.RequestAborted))
        );
    }

    /// <summary>The list, with what was wrong with a file that was to be imported.</summary>
    internal static async Task<IResult> ListAsync(HttpContext http, Visits visits, IReadOnlyList<Mistake> mistakes)
    {
        var (view, api) = await visits.OpenAsync(http);
        var models = await api.ListModelsAsync(Max, cancellationToken: http.RequestAborted);
        return Page.Of<ModelsPage>(
            new Dictionary<string, object?>
            {
                ["View"] = view,
                ["Models"] = (IReadOnlyList<ModelStatus>)[.. models],
                ["Mistakes"] = mistakes,
            },
            mistakes.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );
    }

    private static async Task<IResult> CompareAsync(HttpContext http, Visits visits, string? a, string? b, string? on)
    {
        var (view, api) = await visits.OpenAsync(http);
        var compared = await ModelsCompared.AskAsync(api, a ?? "", b ?? "", on, http.RequestAborted);
        return Page.Of<ModelComparisonPage>(new Dictionary<string, object?> { ["View"] = view, ["Compared"] = compared });
    }

    /// <summary>The page of a model, with what was wrong with a change of it.</summary>
    internal static async Task<IResult> ShowAsync(HttpContext http, Visits visits, string id, string? mistake)
    {
        var (view, api) = await visits.OpenAsync(http);
        var insight = await ModelInsight.AskAsync(api, id, ModelQuery.Of(id, http.Request.Query), mistake, http.RequestAborted);
        var parameters = new Dictionary<string, object?> { ["View"] = view, ["Insight"] = insight };
        return Page.PartOf(http.Request) switch
        {
            "model" => Page.Of<ModelPart>(parameters),
            "curves" => Page.Of<CurvesPart>(parameters),
            _ => Page.Of<ModelPage>(parameters, mistake is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity),
        };
    }
}
