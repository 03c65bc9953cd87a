using Audience.Web.Definitions;

namespace Audience.Web.Previews;

/// <summary>Adds a rule with conditions to the rules that stand in the form.</summary>
internal static class ItemPages
{
    /// <summary>Adds what the form of the rules calls.</summary>
    public static void MapItems(this IEndpointRouteBuilder console) => console.MapPost("/rules/item", AddAsync);

    private static async Task<IResult> AddAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        var fields = await http.Request.ReadFormAsync(http.RequestAborted);
        var form = NewTaskForm.Of(fields);
        var typed = ItemForm.Of(fields);
        var (item, mistakes) = typed.Read(form["MODEL_TYPE"] != "rule_model", view.Words);
        if (item is not null)
        {
            string rules = RuleText.With(form["PATTERN"], typed["ITEM_LABEL"], item);
            form = form.With(("PATTERN", rules));
            // The next rule is often of the same label.
            typed = new ItemForm { Values = new Dictionary<string, string> { ["ITEM_LABEL"] = typed["ITEM_LABEL"] } };
        }
        return await PreviewPages.PageAsync(
            view,
            api,
            form,
            PreviewShown.Nothing,
            SuggestionsShown.Nothing,
            http.RequestAborted,
            typed with
            {
                Mistakes = mistakes,
            }
        );
    }
}
