using System.ComponentModel;
using Audience.Api.Requests;
using Audience.Contracts.Documents;
using NJsonSchema.Annotations;

namespace Audience.Api.Documents;

/// <summary>The documents of data sets.</summary>
internal static class DocumentRowEndpoints
{
    private const string SetText = DocumentRole.SetText,
        IdText = "The id of a document.";

    public static void MapDocumentRows(this RouteGroupBuilder documents)
    {
        documents
            .MapGet(
                "/{t}/dataset",
                async (
                    [Description(SetText)] string t,
                    HttpContext http,
                    DocumentActions actions,
                    [Description("How many at most; all where it is absent."), JsonSchemaType(typeof(int))] string? limit,
                    [Description("How many to leave out at the beginning; default 0."), JsonSchemaType(typeof(int))] string? offset,
                    [Description("Only documents of this type: train, dev, test or ext_test.")] string? dataset_type,
                    [Description("Only documents that have this label.")] string? label,
                    [Description("Only documents with this text in title, author or content, without regard to case.")] string? search
                ) =>
                    Results.Ok(
                        await actions.ListAsync(t, DocumentFilters.Read(limit, offset, dataset_type, label, search), http.RequestAborted)
                    )
            )
            .DescribeDocuments<IReadOnlyList<DocumentItem>>(
                "ListDocuments",
                "List documents",
                "The documents of a data set, in the order of their ids."
            );

        documents
            .MapGet(
                "/dataset/{id}",
                async ([Description(IdText)] string id, HttpContext http, DocumentActions actions) =>
                    Results.Ok(await actions.FindAsync(id, http.RequestAborted))
            )
            .DescribeDocuments<DocumentItem>("GetDocument", "Look at a document", "A document of any data set.");

        documents
            .MapPost(
                "/{t}/dataset/add",
                async ([Description(SetText)] string t, HttpContext http, DocumentActions actions) =>
                    Results.Ok(
                        await actions.AddAsync(t, await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .ReadsDocuments<DocumentRequest>()
            .DescribeDocuments<DocumentItem>("AddDocument", "Add a document", "Adds a document with its labels.");

        documents
            .MapPatch(
                "/dataset/{id}/update",
                async ([Description(IdText)] string id, HttpContext http, DocumentActions actions) =>
                    Results.Ok(
                        await actions.UpdateAsync(id, await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .ReadsDocuments<DocumentRequest>()
            .DescribeDocuments<DocumentItem>(
                "UpdateDocument",
                "Change a document",
                "TITLE and AUTHOR that are null or absent become empty; labels stay unless LABEL is given."
            );

        documents
            .MapDelete(
                "/dataset/{id}/delete",
                async ([Description(IdText)] string id, HttpContext http, DocumentActions actions) =>
                    Results.Ok(await actions.DeleteAsync(id, http.RequestAborted))
            )
            .DescribeDocuments<string>("DeleteDocument", "Delete a document", "Deletes it with its labels.");
    }
}
