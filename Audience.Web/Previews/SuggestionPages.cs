using Audience.Web.Definitions;

namespace Audience.Web.Previews;

/// <summary>Keywords that a label of the rules lacks, and the rules with one of them more.</summary>
internal static class SuggestionPages
{
    private const char Divider = '\t';

    /// <summary>Adds what the form of the rules calls.</summary>
    public static void MapSuggestions(this IEndpointRouteBuilder console)
    {
        console.MapPost("/rules/suggest", SuggestAsync);
        console.MapPost("/rules/add", AddAsync);
    }

    private static async Task<IResult> SuggestAsync(HttpContext http, Visits visits)
    {
        var fields = await http.Request.ReadFormAsync(http.RequestAborted);
        return await ShowAsync(http, visits, NewTaskForm.Of(fields), fields["LABEL"].ToString());
    }

    private static async Task<IResult> AddAsync(HttpContext http, Visits visits)
    {
        var fields = await http.Request.ReadFormAsync(http.RequestAborted);
        var form = NewTaskForm.Of(fields);
        string[] added = fields["ADD"].ToString().Split(Divider, 2);
        if (added is not [{ Length: > 0 } label, { Length: > 0 } keyword])
            return await ShowAsync(http, visits, form, added[0]);
        return await ShowAsync(http, visits, form.With(("PATTERN", RuleText.With(form["PATTERN"], label, keyword))), label);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Visits visits, NewTaskForm form, string label)
    {
        var (view, api) = await visits.OpenAsync(http);
        var (request, mistakes) = PreviewForm.Read(form, label, view.Words);
        var shown =
            mistakes.Count > 0
                ? new SuggestionsShown { Mistakes = mistakes }
                : await SuggestionsShown.AskAsync(api, request, http.RequestAborted);
        form = form with { Mistakes = shown.Mistakes };
        return await PreviewPages.PageAsync(view, api, form, PreviewShown.Nothing, shown, http.RequestAborted);
    }
}
