using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Reviews;

/// <summary>Takes what somebody says of a document or a post, and searches anew.</summary>
internal static class ReviewActions
{
    /// <summary>Adds the endpoints; each leads back to the review, where the next one is.</summary>
    public static void MapReviewActions(this IEndpointRouteBuilder console)
    {
        Map(console, "suspects", "", CorrectAsync);
        Map(console, "next", "", AddAsync);
        Map(
            console,
            "suspects",
            "/again",
            (api, query, _, cancellation) =>
                api.FindSuspectsAsync(query.Set, new ReviewRequest { PredictType = query.Feature }, cancellation)
        );
        Map(
            console,
            "next",
            "/again",
            (api, query, _, cancellation) =>
                api.FindNextAsync(query.Set, new NextRequest { From = query.From, PredictType = query.Feature }, cancellation)
        );
    }

    private static async Task CorrectAsync(AudienceClient api, ReviewQuery query, IFormCollection form, CancellationToken cancellationToken)
    {
        string id = form["document"].ToString();
        var document = await api.GetDocumentAsync(id, cancellationToken);
        // Its texts are as they are now, not as the page had them.
        var corrected = new DocumentRequest
        {
            Title = document.Title,
            Author = document.Author,
            Content = document.Content,
            DatasetType = document.DatasetType,
            Label = form["label"].ToString(),
        };
        await api.UpdateDocumentAsync(id, corrected, cancellationToken);
    }

    private static Task AddAsync(AudienceClient api, ReviewQuery query, IFormCollection form, CancellationToken cancellationToken)
    {
        string text = form["text"].ToString();
        var document = new DocumentRequest
        {
            Title = query.Feature == "TITLE" ? text : "",
            Author = query.Feature == "AUTHOR" ? text : form["author"].ToString(),
            Content = text,
            DatasetType = "train",
            Label = form["label"].ToString(),
        };
        return api.AddDocumentAsync(query.Set, document, cancellationToken);
    }

    private static void Map(
        IEndpointRouteBuilder console,
        string kind,
        string what,
        Func<AudienceClient, ReviewQuery, IFormCollection, CancellationToken, Task> act
    ) =>
        console.MapPost(
            $"/datasets/{{id}}/{kind}{what}",
            async (HttpContext http, Visits visits, string id) =>
            {
                var form = await http.Request.ReadFormAsync(http.RequestAborted);
                var query = ReviewQuery.Of(id, kind, name => form[name].ToString());
                try
                {
                    await act(visits.Api(http), query, form, http.RequestAborted);
                }
                catch (AudienceException e) when (e.StatusCode is 400 or 404 or 422)
                {
                    return await ReviewPages.ShowAsync(http, visits, query, string.Join(' ', ApiMistakes.Of(e).Select(m => m.Text)));
                }
                return Results.Redirect($"{(what.Length == 0 ? query : query with { Skipped = 0 })}#review");
            }
        );
}
