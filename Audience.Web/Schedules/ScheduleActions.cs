using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Schedules;

/// <summary>Adds, changes, runs and deletes schedules.</summary>
internal static class ScheduleActions
{
    /// <summary>Adds the endpoints; each leads back to where its effect is seen.</summary>
    public static void MapScheduleActions(this IEndpointRouteBuilder console)
    {
        console.MapPost("/schedules", AddAsync);
        console.MapPost("/schedules/{id}/edit", EditAsync);
        Map(console, "run", (api, id, _, token) => api.RunScheduleAsync(id, token));
        Map(console, "pause", (api, id, _, token) => api.ChangeScheduleAsync(id, new ScheduleRequest { Enabled = false }, token));
        Map(console, "resume", (api, id, _, token) => api.ChangeScheduleAsync(id, new ScheduleRequest { Enabled = true }, token));
        Map(console, "delete", (api, id, form, token) => api.DeleteScheduleAsync(id, form["tasks"] == "true", token), "");
        Map(
            console,
            "backfill",
            (api, id, form, token) =>
                api.BackfillScheduleAsync(
                    id,
                    new BackfillRequest { StartTime = form["START_TIME"].ToString(), EndTime = form["END_TIME"].ToString() },
                    token
                )
        );
    }

    private static async Task<IResult> AddAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        var form = ScheduleForm.Of(await http.Request.ReadFormAsync(http.RequestAborted));
        var (request, mistakes) = ScheduleForm.Read(form, isNew: true, view.Words);
        if (mistakes.Count == 0)
            try
            {
                return Led((await api.AddScheduleAsync(request, http.RequestAborted)).ErrorMessage.ScheduleId);
            }
            catch (AudienceException e) when (e.StatusCode is 400 or 404 or 422)
            {
                mistakes = ScheduleForm.Mistakes(e);
            }
        return await SchedulePages.FormAsync(view, api, form with { Mistakes = mistakes }, null, http.RequestAborted);
    }

    private static async Task<IResult> EditAsync(HttpContext http, Visits visits, string id)
    {
        var (view, api) = await visits.OpenAsync(http);
        var form = ScheduleForm.Of(await http.Request.ReadFormAsync(http.RequestAborted));
        var (request, mistakes) = ScheduleForm.Read(form, isNew: false, view.Words);
        if (mistakes.Count == 0)
            try
            {
                await api.ChangeScheduleAsync(id, request, http.RequestAborted);
                return Led(id);
            }
            catch (AudienceException e) when (e.StatusCode is 400 or 422)
            {
                mistakes = ScheduleForm.Mistakes(e);
            }
        var schedule = (await api.GetScheduleAsync(id, http.RequestAborted)).ErrorMessage.Schedule;
        return await SchedulePages.FormAsync(view, api, form with { Mistakes = mistakes }, schedule, http.RequestAborted);
    }

    private static void Map(
        IEndpointRouteBuilder console,
        string name,
        Func<AudienceClient, string, IFormCollection, CancellationToken, Task> act,
        string? back = null
    ) =>
        console.MapPost(
            "/schedules/{id}/" + name,
            async (HttpContext http, Visits visits, string id) =>
            {
                var form = await http.Request.ReadFormAsync(http.RequestAborted);
                try
                {
                    await act(visits.Api(http), id, form, http.RequestAborted);
                    return Led(back ?? id);
                }
                catch (AudienceException e) when (e.StatusCode is 400 or 422)
                {
                    return await SchedulePages.ShowAsync(
                        http,
                        visits,
                        id,
                        s => s with { Mistakes = ApiMistakes.Of(e), Values = form.ToDictionary(f => f.Key, f => f.Value.ToString()) }
                    );
                }
            }
        );

    private static IResult Led(string to) =>
        Results.Redirect($"{ConsoleRegistration.Path}/schedules{(to.Length == 0 ? "" : "/" + Uri.EscapeDataString(to))}");
}
