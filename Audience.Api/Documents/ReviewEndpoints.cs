using System.ComponentModel;
using Audience.Api.Requests;
using Audience.Contracts.Documents;
using NJsonSchema.Annotations;

namespace Audience.Api.Documents;

/// <summary>Reviews of data sets: what in them is worth a second look.</summary>
internal static class ReviewEndpoints
{
    public static void MapReviews(this RouteGroupBuilder documents)
    {
        documents
            .MapGet(
                "/{t}/suspects",
                async (
                    [Description(DocumentRole.SetText)] string t,
                    HttpContext http,
                    SuspectActions actions,
                    [Description("What of the documents is looked at; default CONTENT.")] string? predict_type,
                    [Description("How many at most, 1 to 1000; default 100."), JsonSchemaType(typeof(int))] string? limit
                ) => Results.Ok(await actions.FindAsync(t, predict_type, limit, http.RequestAborted))
            )
            .DescribeDocuments<SuspectList>(
                "ListSuspects",
                "List documents whose labels are probably wrong",
                "Found by confident learning: each document is judged by models that were learned without it. Where nobody has searched "
                    + "yet, a search begins; ask again until status is finished. Nothing is changed in the data set."
            );

        documents
            .MapPost(
                "/{t}/suspects",
                async ([Description(DocumentRole.SetText)] string t, HttpContext http, SuspectActions actions) =>
                    Results.Ok(
                        await actions.BeginAsync(t, await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .ReadsDocuments<ReviewRequest>()
            .DescribeDocuments<SuspectList>(
                "FindSuspects",
                "Search anew for documents whose labels are probably wrong",
                "In the data set as it stands now; a search that is at work goes on instead."
            );

        documents
            .MapGet(
                "/{t}/next",
                async (
                    [Description(DocumentRole.SetText)] string t,
                    HttpContext http,
                    NextActions actions,
                    [Description("Where posts are looked for: the id of a task, or schema.table of the configured source.")] string? from,
                    [Description("How many at most, 1 to 200; default 20."), JsonSchemaType(typeof(int))] string? n,
                    [Description("What of a post is to be labelled; default CONTENT.")] string? predict_type
                ) => Results.Ok(await actions.FindAsync(t, from, predict_type, n, http.RequestAborted))
            )
            .DescribeDocuments<NextList>(
                "ListNext",
                "List posts that are worth labelling next",
                "Of 20,000 posts drawn by chance, those of which a model of the labelled documents is least sure, and which are unlike "
                    + "each other. Where nobody has searched there yet, a search begins; ask again until status is finished. Add the "
                    + "answers with /documents/{t}/dataset/add."
            );

        documents
            .MapPost(
                "/{t}/next",
                async ([Description(DocumentRole.SetText)] string t, HttpContext http, NextActions actions) =>
                    Results.Ok(
                        await actions.BeginAsync(t, await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .ReadsDocuments<NextRequest>()
            .DescribeDocuments<NextList>(
                "FindNext",
                "Search anew for posts that are worth labelling next",
                "With the documents that the data set has now; a search that is at work goes on instead."
            );
    }
}
