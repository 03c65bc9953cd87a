using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Definitions;

/// <summary>The form for a new task.</summary>
internal static class NewTaskEndpoints
{
    /// <summary>Adds the page and what its form calls.</summary>
    public static void MapNewTask(this IEndpointRouteBuilder console)
    {
        console.MapGet("/new", NewAsync);
        console.MapGet("/new/timeline", TimelineAsync);
        console.MapPost("/new/source", ShowSourceAsync);
        console.MapPost("/new", CreateAsync);
    }

    // Empty, or as another task was: run again with changes.
    private static async Task<IResult> NewAsync(HttpContext http, Visits visits, string? task)
    {
        var (view, api) = await visits.OpenAsync(http);
        if (string.IsNullOrEmpty(task))
            return await FormAsync(view, api, NewTaskForm.Empty, http.RequestAborted);
        var details = (await api.GetTaskDefinitionAsync(task, http.RequestAborted)).ErrorMessage;
        return await FormAsync(view, api, NewTaskForm.Of(details), http.RequestAborted);
    }

    private static async Task<IResult> TimelineAsync(HttpContext http, Visits visits, string? source)
    {
        var (view, api) = await visits.OpenAsync(http);
        var found = await new NewTaskChoices().WithTimelineAsync(api, source ?? "", http.RequestAborted);
        return Page.Of<TimelinePart>(
            new Dictionary<string, object?>
            {
                ["View"] = view,
                ["Timeline"] = found.Timeline,
                ["Mistake"] = found.TimelineMistake,
            }
        );
    }

    private static async Task<IResult> ShowSourceAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        var fields = await http.Request.ReadFormAsync(http.RequestAborted);
        var form = await RuleFile.IntoAsync(NewTaskForm.Of(fields), fields, view.Words, http.RequestAborted);
        return await FormAsync(view, api, form, http.RequestAborted);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        var fields = await http.Request.ReadFormAsync(http.RequestAborted);
        var form = await RuleFile.IntoAsync(NewTaskForm.Of(fields), fields, view.Words, http.RequestAborted);
        var (request, mistakes) = form.Read(view.Words);
        // The page's own id for its task: sent twice, the form makes one task.
        request.TaskId = fields["TASK_ID"].ToString() is { Length: > 0 } id ? id : null;
        if (form.Mistakes.Count + mistakes.Count > 0)
            return await FormAsync(view, api, form with { Mistakes = [.. form.Mistakes, .. mistakes] }, http.RequestAborted);
        try
        {
            var task = (await api.CreateTaskAsync(request, http.RequestAborted)).ErrorMessage;
            return Results.Redirect($"{ConsoleRegistration.Path}/tasks/{task.TaskId}");
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 404 or 422)
        {
            if (request.TaskId is not null && await IsThereAsync(api, request.TaskId, http.RequestAborted))
                return Results.Redirect($"{ConsoleRegistration.Path}/tasks/{request.TaskId}");
            return await FormAsync(view, api, form with { Mistakes = ApiMistakes.Of(e) }, http.RequestAborted);
        }
    }

    private static async Task<bool> IsThereAsync(AudienceClient api, string id, CancellationToken cancellationToken)
    {
        try
        {
            await api.GetTaskStatusAsync(id, cancellationToken);
            return true;
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 404)
        {
            return false;
        }
    }

    private static async Task<IResult> FormAsync(View view, AudienceClient api, NewTaskForm form, CancellationToken cancellationToken)
    {
        var choices = await NewTaskChoices.AskAsync(api, cancellationToken);
        return Page.Of<NewTaskPage>(
            new Dictionary<string, object?>
            {
                ["View"] = view,
                ["Form"] = form,
                ["Choices"] = await choices.WithTimelineAsync(api, form["SOURCE"], cancellationToken),
            },
            form.Mistakes.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );
    }
}
