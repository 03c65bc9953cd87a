using System.Text.RegularExpressions;
using Audience.Client;
using Audience.Web.Definitions;
using Audience.Web.Serving;

namespace Audience.Web.Previews;

/// <summary>Saves the rules that stand in the form as a set of their own: a version, beside those there are.</summary>
internal static partial class RuleSetPages
{
    /// <summary>Adds what the form of the rules calls.</summary>
    public static void MapRuleSets(this IEndpointRouteBuilder console) => console.MapPost("/rules/save", SaveAsync);

    /// <summary>A name for the next version: <c>women (2)</c> follows <c>women</c>.</summary>
    public static string NextName(string name, IEnumerable<string> taken)
    {
        string stem = Number().Replace(name, "");
        var others = taken.ToHashSet();
        return Enumerable
            .Range(2, others.Count + 1)
            .Select(n => FormattableString.Invariant($"{stem} ({n})"))
            .First(n => !others.Contains(n));
    }

    private static async Task<IResult> SaveAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        var form = await PreviewPages.FormAsync(http, view);
        var (pattern, mistakes) = RuleText.Read(form["PATTERN"], form["MODEL_TYPE"] != "rule_model", view.Words);
        mistakes.InsertRange(0, form.Mistakes);
        if (form["SET_NAME"].Length == 0)
            mistakes.Add(new Mistake("SET_NAME", view.Words["Preview.NoSetName"]));
        if (pattern.Count == 0 && mistakes.Count == 0)
            mistakes.Add(new Mistake("PATTERN", view.Words["Preview.NoRules"]));
        if (mistakes.Count == 0)
            try
            {
                string id = await AddAsync(api, form, pattern, http.RequestAborted);
                form = form.With(("SET", id), ("COMPARE", PreviewOther.Set + id));
                return await PreviewPages.PageAsync(view, api, form, PreviewShown.Nothing, SuggestionsShown.Nothing, http.RequestAborted);
            }
            catch (AudienceException e) when (e.StatusCode is 400 or 413 or 422)
            {
                mistakes.AddRange(ApiMistakes.Of(e).Select(m => m with { Field = m.Field == "NAME" ? "SET_NAME" : "PATTERN" }));
            }
        form = form with { Mistakes = mistakes };
        var shown = new PreviewShown { Mistakes = mistakes };
        return await PreviewPages.PageAsync(view, api, form, shown, SuggestionsShown.Nothing, http.RequestAborted);
    }

    // Nothing stays of a set whose rules the API does not take.
    private static async Task<string> AddAsync(
        AudienceClient api,
        NewTaskForm form,
        Dictionary<string, IReadOnlyList<object>> pattern,
        CancellationToken cancellationToken
    )
    {
        string id = Guid.NewGuid().ToString("N");
        var set = new DataSetRequest { Name = form["SET_NAME"], TaskType = "rule_task" };
        await api.AddDataSetAsync(id, set, cancellationToken);
        try
        {
            using var rules = new MemoryStream(RuleSetCsv.Write(pattern, form["MODEL_TYPE"] != "rule_model"));
            await api.UploadDataSetAsync(id, false, new FileParameter(rules, "rules.csv", "text/csv"), cancellationToken);
            return id;
        }
        catch (Exception)
        {
            await api.DeleteDataSetAsync(id, CancellationToken.None);
            throw;
        }
    }

    [GeneratedRegex(@" \([0-9]+\)$", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
