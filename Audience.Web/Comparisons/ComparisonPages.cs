using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Comparisons;

/// <summary>How two tasks differ.</summary>
internal static class ComparisonPages
{
    /// <summary>Adds the page, and what begins a comparison.</summary>
    public static void MapComparisons(this IEndpointRouteBuilder console)
    {
        console.MapPost("/tasks/{id}/compare", BeginAsync);
        console.MapGet("/compare/{id}", ShowAsync);
    }

    // The page is of the task after; the one before is chosen there.
    private static async Task<IResult> BeginAsync(HttpContext http, Visits visits, string id)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var asked = new CompareRequest { Before = form["before"].ToString().Trim(), After = id };
        var begun = (await visits.Api(http).CompareTasksAsync(asked, http.RequestAborted)).ErrorMessage;
        return Results.Redirect($"{ConsoleRegistration.Path}/compare/{begun.CompareId}");
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Visits visits, string id)
    {
        var (view, api) = await visits.OpenAsync(http);
        var parameters = new Dictionary<string, object?>
        {
            ["View"] = view,
            ["Comparison"] = (await api.GetComparisonAsync(id, http.RequestAborted)).ErrorMessage,
        };
        return Page.PartOf(http.Request) is not null ? Page.Of<ComparisonPart>(parameters) : Page.Of<ComparisonPage>(parameters);
    }
}
