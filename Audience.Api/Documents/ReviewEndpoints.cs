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
                "Found by confident learning: each document is judged by models that were learned without it. Where nobody has searched yet, "
                    + "a search begins; ask again until status is finished. Nothing is changed in the data set."
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
    }
}
