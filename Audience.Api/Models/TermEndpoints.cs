using System.ComponentModel;
using Audience.Api.OpenApi;
using Audience.Api.Requests;
using Audience.Contracts.Models;
using Audience.Hosting.Settings;
using NJsonSchema;

namespace Audience.Api.Models;

/// <summary>Terms as the newer frontend changes them: one at a time, by their ids.</summary>
internal static class TermEndpoints
{
    private static readonly FormFields s_form = new(
        (
            "file",
            JsonObjectType.String,
            JsonFormatStrings.Binary,
            "A CSV with the columns term, label and weight, or 字詞, 標籤 and 分數.",
            true
        )
    );

    public static void MapTerms(this RouteGroupBuilder models)
    {
        models
            .MapPut(
                "/term_weight/add",
                async (HttpContext http, TermActions terms) =>
                    Results.Ok(await terms.AddAsync(await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted))
            )
            .ReadsModel<AddTermRequest>()
            .DescribeModel<string>("AddTerm", "Add a term", "Adds a term to a model; a label that the model does not have is made.");

        models
            .MapPost(
                "/term_weight/update",
                async (HttpContext http, TermActions terms) =>
                    Results.Ok(await terms.UpdateAsync(await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted))
            )
            .ReadsModel<UpdateTermRequest>()
            .DescribeModel<string>("UpdateTerm", "Change a term", "Gives a term another weight, label or text. It keeps its id.");

        models
            .MapDelete(
                "/term_weight/delete",
                async (HttpContext http, TermActions terms) =>
                    Results.Ok(await terms.DeleteAsync(await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted))
            )
            .ReadsModel<DeleteTermRequest>()
            .DescribeModel<string>("DeleteTerm", "Delete a term", "Takes a term away from its model. Its id is not given again.");

        models
            .MapPost(
                "/{id}/import_model/",
                async ([Description(ModelEndpoints.IdText)] string id, HttpContext http, TermImport import, AudienceSettings settings) =>
                {
                    ModelFileEndpoints.AllowBytes(http, settings.Api.MaxModelBytes);
                    return Results.Ok(await import.RunAsync(id, http.Request, http.RequestAborted));
                }
            )
            .WithMetadata(s_form)
            .DescribeModel<ModelJob>(
                "ImportTerms",
                "Import the terms of a model",
                "Takes a CSV of terms, in UTF-8, UTF-16 or Big5. A term-weight model of this id gets these terms in place of its "
                    + "own and keeps the thresholds of its labels; where there is no model of this id, one is made that looks at CONTENT."
            )
            .Fails(403);
    }
}
