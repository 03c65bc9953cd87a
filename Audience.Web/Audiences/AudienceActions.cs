using System.Text.Json;
using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Audiences;

/// <summary>Save, delete and download.</summary>
internal static class AudienceActions
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapAudienceActions(this IEndpointRouteBuilder console)
    {
        console.MapPost("/audiences", SaveAsync);
        console.MapPost(
            "/audiences/{id}/delete",
            async (HttpContext http, Visits visits, string id) =>
            {
                await visits.Api(http).DeleteAudienceAsync(id, http.RequestAborted);
                return Results.Redirect(ConsoleRegistration.Path + "/audiences");
            }
        );
        console.MapGet(
            "/audiences/{id}/download",
            async (HttpContext http, Visits visits, string id, string? format, bool? gzip) =>
                new HandedOn(await visits.Api(http).DownloadAudienceAsync(id, format, gzip, cancellationToken: http.RequestAborted))
        );
    }

    private static async Task<IResult> SaveAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var query = AudienceQuery.Read(form);
        string name = form["NAME"].ToString();
        IReadOnlyList<Mistake> mistakes;
        try
        {
            var request = new SaveAudienceRequest
            {
                Name = name,
                Of = [.. query.Of],
                Where = query.Expression,
                Groups = query.Groups.Count == 0 ? null : [.. query.Groups],
            };
            var saved = (await api.SaveAudienceAsync(request, http.RequestAborted)).ErrorMessage;
            return Results.Redirect($"{ConsoleRegistration.Path}/audiences/{saved.Audience.AudienceId}");
        }
        catch (JsonException e)
        {
            mistakes = [new Mistake("WHERE", view.Words["New.BadJson", e.Message])];
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 404 or 422)
        {
            mistakes = ApiMistakes.Of(e);
        }
        var choices = await AudienceChoices.AskAsync(api, query, http.RequestAborted);
        var shown = await AudienceShown.AskAsync(api, query, choices.Panels.Select(p => p.Panel), view.Words, http.RequestAborted);
        return AudiencePages.Built(view, shown with { Mistakes = [.. shown.Mistakes.Union(mistakes)], Name = name }, choices);
    }
}
