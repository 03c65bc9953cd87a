using Audience.Client;
using Audience.Web.Definitions;
using Audience.Web.Serving;

namespace Audience.Web.Schedules;

/// <summary>Labellings that are repeated, and one of them.</summary>
internal static class SchedulePages
{
    /// <summary>Adds the pages.</summary>
    public static void MapSchedules(this IEndpointRouteBuilder console)
    {
        console.MapGet("/schedules", ListAsync);
        console.MapGet("/schedules/new", NewAsync);
        console.MapPost("/schedules/new", NewFromFormAsync);
        console.MapGet("/schedules/{id}", async (HttpContext http, Visits visits, string id) => await ShowAsync(http, visits, id));
        console.MapGet("/schedules/{id}/edit", EditAsync);
    }

    /// <summary>The page of a schedule.</summary>
    /// <param name="http">The request.</param>
    /// <param name="visits">Opens the visit.</param>
    /// <param name="id">The schedule.</param>
    /// <param name="change">What the page shows besides, such as what was wrong with a change; or null.</param>
    public static async Task<IResult> ShowAsync(
        HttpContext http,
        Visits visits,
        string id,
        Func<ScheduleShown, ScheduleShown>? change = null
    )
    {
        var (view, api) = await visits.OpenAsync(http);
        var shown = await ScheduleShown.AskAsync(api, id, http.RequestAborted);
        var parameters = new Dictionary<string, object?> { ["View"] = view, ["Shown"] = change?.Invoke(shown) ?? shown };
        return Page.PartOf(http.Request) == "schedule"
            ? Page.Of<SchedulePart>(parameters)
            : Page.Of<SchedulePage>(parameters, change is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>The page of a schedule's form.</summary>
    public static async Task<IResult> FormAsync(
        View view,
        AudienceClient api,
        NewTaskForm form,
        ScheduleSummary? schedule,
        CancellationToken cancellationToken
    ) =>
        Page.Of<ScheduleFormPage>(
            new Dictionary<string, object?>
            {
                ["View"] = view,
                ["Form"] = form,
                ["Schedule"] = schedule,
                ["Choices"] = await NewTaskChoices.AskAsync(api, cancellationToken),
            },
            form.Mistakes.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );

    private static async Task<IResult> ListAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        return Page.Of<SchedulesPage>(
            new Dictionary<string, object?>
            {
                ["View"] = view,
                ["Schedules"] = (IReadOnlyList<ScheduleSummary>)[.. (await api.ListSchedulesAsync(http.RequestAborted)).ErrorMessage],
            }
        );
    }

    private static async Task<IResult> NewAsync(HttpContext http, Visits visits, string? task)
    {
        var (view, api) = await visits.OpenAsync(http);
        var details = string.IsNullOrEmpty(task) ? null : (await api.GetTaskDefinitionAsync(task, http.RequestAborted)).ErrorMessage;
        return await FormAsync(view, api, ScheduleForm.Of(details), null, http.RequestAborted);
    }

    // Of what stands in the form for a new task.
    private static async Task<IResult> NewFromFormAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        var fields = await http.Request.ReadFormAsync(http.RequestAborted);
        var form = await RuleFile.IntoAsync(NewTaskForm.Of(fields), fields, view.Words, http.RequestAborted);
        return await FormAsync(view, api, ScheduleForm.Of(form), null, http.RequestAborted);
    }

    private static async Task<IResult> EditAsync(HttpContext http, Visits visits, string id)
    {
        var (view, api) = await visits.OpenAsync(http);
        var details = (await api.GetScheduleAsync(id, http.RequestAborted)).ErrorMessage;
        TaskDetails? task = null;
        // What the latest run of this version did is what it is to do.
        if (details.Runs.FirstOrDefault(r => r.TaskId is not null && r.Version == details.Schedule.Version)?.TaskId is { } run)
            (task, _) = await Ask.TryAsync(async () => (await api.GetTaskDefinitionAsync(run, http.RequestAborted)).ErrorMessage);
        return await FormAsync(view, api, ScheduleForm.Of(details.Schedule, task), details.Schedule, http.RequestAborted);
    }
}
