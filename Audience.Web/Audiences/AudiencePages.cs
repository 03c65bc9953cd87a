using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Audiences;

/// <summary>Saved audiences, one of them, and the one that is built.</summary>
internal static class AudiencePages
{
    /// <summary>Adds the pages.</summary>
    public static void MapAudiences(this IEndpointRouteBuilder console)
    {
        console.MapGet("/audiences", ListAsync);
        console.MapGet("/audiences/new", BuildAsync);
        console.MapGet("/audiences/{id}", OneAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        return Page.Of<AudiencesPage>(
            new Dictionary<string, object?>
            {
                ["View"] = view,
                ["Audiences"] = (IReadOnlyList<AudienceSummary>)[.. (await api.ListAudiencesAsync(http.RequestAborted)).ErrorMessage],
            }
        );
    }

    private static async Task<IResult> BuildAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        var query = AudienceQuery.Read(http.Request.Query);
        if (!view.MayOperate)
            return Built(view, new AudienceShown { Query = query }, new AudienceChoices());
        var choices = await AudienceChoices.AskAsync(api, query, http.RequestAborted);
        var shown = await AudienceShown.AskAsync(api, query, choices.Panels.Select(p => p.Panel), view.Words, http.RequestAborted);
        return Page.PartOf(http.Request) == "audience"
            ? Page.Of<AudiencePart>(new Dictionary<string, object?> { ["View"] = view, ["Shown"] = shown })
            : Built(view, shown, choices);
    }

    /// <summary>The page where one is built.</summary>
    public static IResult Built(View view, AudienceShown shown, AudienceChoices choices) =>
        Page.Of<NewAudiencePage>(
            new Dictionary<string, object?>
            {
                ["View"] = view,
                ["Shown"] = shown,
                ["Choices"] = choices,
            },
            shown.Mistakes.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );

    private static async Task<IResult> OneAsync(HttpContext http, Visits visits, string id)
    {
        var (view, api) = await visits.OpenAsync(http);
        var details = (await api.GetAudienceAsync(id, http.RequestAborted)).ErrorMessage;
        var shown = new AudienceShown { Query = AudienceQuery.Read(details.Audience), Count = details.Size };
        // Asked by POST, which a key that may only read has not.
        if (view.MayOperate && details.Size is not null)
            shown = await shown.WithOverlapAsync(api, AudienceWhere.Panels(details.Audience.Where), http.RequestAborted);
        return Page.Of<AudiencePage>(
            new Dictionary<string, object?>
            {
                ["View"] = view,
                ["Details"] = details,
                ["Schedules"] = (IReadOnlyList<ScheduleSummary>)[.. (await api.ListSchedulesAsync(http.RequestAborted)).ErrorMessage],
                ["Shown"] = shown,
            }
        );
    }
}
