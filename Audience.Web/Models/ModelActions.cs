using System.Globalization;
using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Models;

/// <summary>Test, abort and delete a model, and edit its terms.</summary>
internal static class ModelActions
{
    /// <summary>Adds the endpoints; each leads back to where its effect is seen.</summary>
    public static void MapModelActions(this IEndpointRouteBuilder console)
    {
        Map(console, "test", (api, id, form, token) => api.TestModelAsync(Test(id, form), token));
        Map(console, "abort", (api, id, _, token) => api.AbortModelAsync(new ModelIdRequest { TaskId = id }, token));
        Map(console, "delete", (api, id, _, token) => api.DeleteModelAsync(new ModelIdRequest { TaskId = id }, token), "/models");
        Map(console, "threshold", MoveThresholdAsync);
        Map(console, "terms/add", AddTermAsync);
        Map(console, "terms/change", ChangeTermAsync);
    }

    private static TestModelRequest Test(string id, IFormCollection form) =>
        new() { TaskId = id, DatasetNo = form["DATASET_NO"].ToString() };

    private static Task MoveThresholdAsync(AudienceClient api, string id, IFormCollection form, CancellationToken cancellationToken) =>
        api.MoveModelThresholdsAsync(
            id,
            new ThresholdRequest
            {
                Label = form["label"].ToString(),
                Probability = double.Parse(form["probability"].ToString(), CultureInfo.InvariantCulture),
            },
            cancellationToken
        );

    private static Task AddTermAsync(AudienceClient api, string id, IFormCollection form, CancellationToken cancellationToken) =>
        api.AddTermAsync(
            new AddTermRequest
            {
                TaskId = id,
                Label = form["label"].ToString(),
                Term = form["term"].ToString(),
                Weight = Weight(form),
            },
            cancellationToken
        );

    private static Task ChangeTermAsync(AudienceClient api, string id, IFormCollection form, CancellationToken cancellationToken)
    {
        long term = long.Parse(form["id"].ToString(), CultureInfo.InvariantCulture);
        return form["do"] == "delete"
            ? api.DeleteTermAsync(new DeleteTermRequest { TermWeightId = term }, cancellationToken)
            : api.UpdateTermAsync(
                new UpdateTermRequest
                {
                    TermWeightId = term,
                    Label = form["label"].ToString(),
                    Term = form["term"].ToString(),
                    Weight = Weight(form),
                },
                cancellationToken
            );
    }

    private static double Weight(IFormCollection form) => double.Parse(form["weight"].ToString(), CultureInfo.InvariantCulture);

    private static void Map(
        IEndpointRouteBuilder console,
        string name,
        Func<AudienceClient, string, IFormCollection, CancellationToken, Task> act,
        string? back = null
    ) =>
        console.MapPost(
            "/models/{id}/" + name,
            async (HttpContext http, Visits visits, string id) =>
            {
                var form = await http.Request.ReadFormAsync(http.RequestAborted);
                try
                {
                    await act(visits.Api(http), id, form, http.RequestAborted);
                }
                catch (AudienceException e) when (e.StatusCode is 400 or 422)
                {
                    return await ModelPages.ShowAsync(http, visits, id, string.Join(' ', ApiMistakes.Of(e).Select(m => m.Text)));
                }
                catch (FormatException)
                {
                    return await ModelPages.ShowAsync(http, visits, id, visits.View(http).Words["Models.BadWeight"]);
                }
                return Results.Redirect(ConsoleRegistration.Path + (back ?? "/models/" + Uri.EscapeDataString(id)));
            }
        );
}
