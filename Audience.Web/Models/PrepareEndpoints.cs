using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Models;

/// <summary>The form for a new model.</summary>
internal static class PrepareEndpoints
{
    private const int MaxModels = 200;

    /// <summary>Adds the page and what its form calls.</summary>
    public static void MapPrepare(this IEndpointRouteBuilder console)
    {
        console.MapGet(
            "/models/new",
            async (HttpContext http, Visits visits) =>
            {
                var (view, api) = await visits.OpenAsync(http);
                return await FormAsync(view, api, PrepareForm.Of(http.Request.Query), http.RequestAborted);
            }
        );
        console.MapPost("/models/new", PrepareAsync);
    }

    private static async Task<IResult> PrepareAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        var form = PrepareForm.Of(await http.Request.ReadFormAsync(http.RequestAborted));
        var (request, mistakes) = form.Read(view.Words);
        if (mistakes.Count > 0)
            return await FormAsync(view, api, form with { Mistakes = mistakes }, http.RequestAborted);
        try
        {
            var job = await api.PrepareModelAsync(request, http.RequestAborted);
            return Results.Redirect($"{ConsoleRegistration.Path}/models/{job.TaskId}");
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 422)
        {
            return await FormAsync(view, api, form with { Mistakes = ApiMistakes.Of(e) }, http.RequestAborted);
        }
    }

    private static async Task<IResult> FormAsync(View view, AudienceClient api, PrepareForm form, CancellationToken cancellationToken) =>
        Page.Of<PreparePage>(
            new Dictionary<string, object?>
            {
                ["View"] = view,
                ["Form"] = form,
                ["Models"] = (IReadOnlyList<ModelStatus>)[.. await api.ListModelsAsync(MaxModels, cancellationToken: cancellationToken)],
                ["DataSets"] = (IReadOnlyList<DataSetSummary>)[.. await api.ListDataSetsAsync(cancellationToken)],
            },
            form.Mistakes.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );
}
