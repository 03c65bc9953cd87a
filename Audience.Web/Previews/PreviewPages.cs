using Audience.Client;
using Audience.Web.Definitions;
using Audience.Web.Serving;

namespace Audience.Web.Previews;

/// <summary>Rules are tried on a sample before they label.</summary>
internal static class PreviewPages
{
    /// <summary>Adds the page and what its form calls.</summary>
    public static void MapPreviews(this IEndpointRouteBuilder console)
    {
        console.MapGet("/rules", OpenAsync);
        console.MapPost("/rules", ShowAsync);
        console.MapPost("/rules/source", ShowSourceAsync);
    }

    // Empty, with the rules of a task, or with those of a set.
    private static async Task<IResult> OpenAsync(HttpContext http, Visits visits, string? task, string? set)
    {
        var (view, api) = await visits.OpenAsync(http);
        var form = NewTaskForm.Empty;
        if (!string.IsNullOrEmpty(task))
            form = NewTaskForm.Of((await api.GetTaskDefinitionAsync(task, http.RequestAborted)).ErrorMessage);
        else if (!string.IsNullOrEmpty(set))
            form = RuleSetText.Of(set, [.. await api.ListRulesAsync(set, http.RequestAborted)]);
        return await PageAsync(view, api, form, PreviewShown.Nothing, SuggestionsShown.Nothing, http.RequestAborted);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        var form = await FormAsync(http, view);
        var (request, found) = PreviewForm.Read(form, view.Words);
        var (rules, gone) = await PreviewOther.OfSetAsync(api, form, http.RequestAborted);
        request.Compare ??= rules;
        IReadOnlyList<Mistake> mistakes = [.. form.Mistakes, .. found, .. gone is null ? [] : (Mistake[])[new("COMPARE", gone)]];
        var shown =
            mistakes.Count > 0 ? new PreviewShown { Mistakes = mistakes } : await PreviewShown.AskAsync(api, request, http.RequestAborted);
        shown = shown with { Remembered = PreviewOther.Remember(form, shown.Answer is not null) };
        if (Page.PartOf(http.Request) == "preview")
            return Page.Of<PreviewPart>(new Dictionary<string, object?> { ["View"] = view, ["Shown"] = shown });
        return await PageAsync(view, api, form with { Mistakes = shown.Mistakes }, shown, SuggestionsShown.Nothing, http.RequestAborted);
    }

    private static async Task<IResult> ShowSourceAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        var form = await FormAsync(http, view);
        return await PageAsync(view, api, form, PreviewShown.Nothing, SuggestionsShown.Nothing, http.RequestAborted);
    }

    /// <summary>The form that was sent, with the rules of the file that came with it.</summary>
    internal static async Task<NewTaskForm> FormAsync(HttpContext http, View view)
    {
        var fields = await http.Request.ReadFormAsync(http.RequestAborted);
        return await RuleFile.IntoAsync(NewTaskForm.Of(fields), fields, view.Words, http.RequestAborted);
    }

    /// <summary>The page.</summary>
    internal static async Task<IResult> PageAsync(
        View view,
        AudienceClient api,
        NewTaskForm form,
        PreviewShown shown,
        SuggestionsShown suggested,
        CancellationToken cancellationToken,
        ItemForm? item = null
    )
    {
        var choices = await NewTaskChoices.AskAsync(api, cancellationToken);
        return Page.Of<RulesPage>(
            new Dictionary<string, object?>
            {
                ["View"] = view,
                ["Form"] = form,
                ["Shown"] = shown,
                ["Suggested"] = suggested,
                ["Item"] = item ?? ItemForm.Empty,
                ["Tasks"] = await PreviewOther.TasksAsync(api, cancellationToken),
                ["Choices"] = await choices.WithTimelineAsync(api, form["SOURCE"], cancellationToken),
            },
            form.Mistakes.Count == 0 && item is not { Mistakes.Count: > 0 }
                ? StatusCodes.Status200OK
                : StatusCodes.Status422UnprocessableEntity
        );
    }
}
