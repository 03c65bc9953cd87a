using Audience.Client;
using Audience.Web.Pages;
using Audience.Web.Serving;

namespace Audience.Web.Tasks;

/// <summary>The form for a new task.</summary>
internal static class NewTaskEndpoints
{
    /// <summary>Adds the page and what its form calls.</summary>
    public static void MapNewTask(this IEndpointRouteBuilder console)
    {
        console.MapGet("/new", async (HttpContext http, Visits visits) => Form((await visits.OpenAsync(http)).View, NewTaskForm.Empty));
        console.MapPost("/new", CreateAsync);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        var fields = await http.Request.ReadFormAsync(http.RequestAborted);
        var form = new NewTaskForm { Values = NewTaskForm.Names.ToDictionary(n => n, n => fields[n].ToString().Trim(' ')) };
        var (request, mistakes) = form.Read(view.Words);
        // The page's own id for its task: sent twice, the form makes one task.
        request.TaskId = fields["TASK_ID"].ToString() is { Length: > 0 } id ? id : null;
        if (mistakes.Count > 0)
            return Form(view, form with { Mistakes = mistakes });
        try
        {
            var task = (await api.CreateTaskAsync(request, http.RequestAborted)).ErrorMessage;
            return Results.Redirect($"{ConsoleRegistration.Path}/tasks/{task.TaskId}");
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 404 or 422)
        {
            if (request.TaskId is not null && await IsThereAsync(api, request.TaskId, http.RequestAborted))
                return Results.Redirect($"{ConsoleRegistration.Path}/tasks/{request.TaskId}");
            return Form(view, form with { Mistakes = ApiMistakes.Of(e) });
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

    private static IResult Form(View view, NewTaskForm form) =>
        Page.Of<NewTaskPage>(
            new Dictionary<string, object?> { ["View"] = view, ["Form"] = form },
            form.Mistakes.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );
}
