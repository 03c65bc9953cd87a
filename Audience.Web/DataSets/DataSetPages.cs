using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.DataSets;

/// <summary>Labelled documents and rules.</summary>
internal static class DataSetPages
{
    /// <summary>Adds the pages.</summary>
    public static void MapDataSets(this IEndpointRouteBuilder console)
    {
        console.MapGet("/datasets", async (HttpContext http, Visits visits) => await ListAsync(http, visits, []));
        console.MapPost("/datasets", AddAsync);
        console.MapGet("/datasets/{id}", async (HttpContext http, Visits visits, string id) => await ShowAsync(http, visits, id, s => s));
        console.MapGet(
            "/datasets/{id}/download",
            async (HttpContext http, Visits visits, string id) =>
                new HandedOn(await visits.Api(http).DownloadDataSetAsync(id, http.RequestAborted))
        );
    }

    /// <summary>The page of a data set, with what came of a change of it.</summary>
    internal static async Task<IResult> ShowAsync(HttpContext http, Visits visits, string id, Func<DataSetShown, DataSetShown> with)
    {
        var (view, api) = await visits.OpenAsync(http);
        var shown = with(await DataSetShown.AskAsync(api, DataSetQuery.Of(id, http.Request.Query), http.RequestAborted));
        var parameters = new Dictionary<string, object?> { ["View"] = view, ["Shown"] = shown };
        return Page.PartOf(http.Request) is not null
            ? Page.Of<SetRowsPart>(parameters)
            : Page.Of<DataSetPage>(
                parameters,
                shown.Mistakes.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
            );
    }

    private static async Task<IResult> AddAsync(HttpContext http, Visits visits)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string id = Guid.NewGuid().ToString("N");
        try
        {
            var set = new DataSetRequest
            {
                Name = form["name"].ToString(),
                TaskType = form["kind"].ToString(),
                IsMultiLabel = form["multi"] == "true",
            };
            await visits.Api(http).AddDataSetAsync(id, set, http.RequestAborted);
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 422)
        {
            return await ListAsync(http, visits, ApiMistakes.Of(e));
        }
        return Results.Redirect($"{ConsoleRegistration.Path}/datasets/{id}");
    }

    private static async Task<IResult> ListAsync(HttpContext http, Visits visits, IReadOnlyList<Mistake> mistakes)
    {
        var (view, api) = await visits.OpenAsync(http);
        return Page.Of<DataSetsPage>(
            new Dictionary<string, object?>
            {
                ["View"] = view,
                ["Sets"] = (IReadOnlyList<DataSetSummary>)[.. await api.ListDataSetsAsync(http.RequestAborted)],
                ["Mistakes"] = mistakes,
            },
            mistakes.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );
    }
}
