using Audience.Web.Serving;

namespace Audience.Web.Reviews;

/// <summary>A data set's doubtful labels, and posts that are worth labelling next.</summary>
internal static class ReviewPages
{
    /// <summary>Adds the pages.</summary>
    public static void MapReviews(this IEndpointRouteBuilder console)
    {
        foreach (string kind in (string[])["suspects", "next"])
            console.MapGet(
                $"/datasets/{{id}}/{kind}",
                async (HttpContext http, Visits visits, string id) =>
                    await ShowAsync(http, visits, ReviewQuery.Of(id, kind, name => http.Request.Query[name].ToString()), null)
            );
    }

    /// <summary>The page, with what was wrong with an answer.</summary>
    internal static async Task<IResult> ShowAsync(HttpContext http, Visits visits, ReviewQuery query, string? mistake)
    {
        var (view, api) = await visits.OpenAsync(http);
        var shown = await ReviewShown.AskAsync(api, query, http.RequestAborted);
        var parameters = new Dictionary<string, object?>
        {
            ["View"] = view,
            ["Shown"] = mistake is null ? shown : shown with { Mistake = mistake },
        };
        return Page.PartOf(http.Request) is not null
            ? Page.Of<ReviewPart>(parameters)
            : Page.Of<ReviewPage>(parameters, mistake is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
