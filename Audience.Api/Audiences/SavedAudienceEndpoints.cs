using System.ComponentModel;
using Audience.Api.OpenApi;
using Audience.Api.Requests;
using Audience.Api.Tasks;
using Audience.Contracts;
using Audience.Contracts.Audiences;
using NJsonSchema.Annotations;

namespace Audience.Api.Audiences;

/// <summary>Audiences that are saved.</summary>
public static class SavedAudienceEndpoints
{
    private const string IdText = "The audience's id: 32 hexadecimal digits.";

    /// <summary>Adds the endpoints; each answers with and without a trailing slash.</summary>
    public static void MapSavedAudiences(this IEndpointRouteBuilder app)
    {
        var audiences = app.MapGroup("/audiences").WithTags("Audiences");
        audiences
            .MapPost(
                "/",
                async (HttpContext http, SavedAudiences saved) =>
                {
                    var (name, question) = AudienceReader.ReadSaved(await RequestBody.ReadAsync(http.Request, http.RequestAborted));
                    return Results.Ok(AudienceSizes.Ok(await saved.SaveAsync(name, question, http.RequestAborted)));
                }
            )
            .Reads<SaveAudienceRequest>()
            .Describe<Envelope<AudienceDetails>>("SaveAudience", "Save an audience", "Counts the audience and saves it under a name.")
            .Fails(404);
        audiences
            .MapGet(
                "/",
                async (HttpContext http, SavedAudiences saved) => Results.Ok(AudienceSizes.Ok(await saved.ListAsync(http.RequestAborted)))
            )
            .Describe<Envelope<IReadOnlyList<AudienceSummary>>>(
                "ListAudiences",
                "List audiences",
                "All that are saved, by name, with the sizes that they had when they were last counted."
            );
        audiences
            .MapGet(
                "/{audience_id}",
                async ([Description(IdText)] string audience_id, HttpContext http, SavedAudiences saved) =>
                    Results.Ok(AudienceSizes.Ok(await saved.FindAsync(audience_id, http.RequestAborted)))
            )
            .Describe<Envelope<AudienceDetails>>(
                "GetAudience",
                "Count a saved audience",
                "Its size now, which joins its history where it has changed. Where it cannot be counted, error_message in it says why."
            )
            .Fails(404);
        audiences
            .MapDelete(
                "/{audience_id}",
                async ([Description(IdText)] string audience_id, HttpContext http, SavedAudiences saved) =>
                    Results.Ok(AudienceSizes.Ok(await saved.DeleteAsync(audience_id, http.RequestAborted)))
            )
            .Describe<Envelope<string>>("DeleteAudience", "Delete an audience", "Deletes it with its history; tasks stay as they are.")
            .Fails(403, 404);
        audiences
            .MapGet(
                "/{audience_id}/download/",
                async (
                    [Description(IdText)] string audience_id,
                    [Description("csv (the default), jsonl or parquet.")] string? format,
                    [Description("Whether the file is packed by gzip."), JsonSchemaType(typeof(bool))] string? gzip,
                    [Description("CSV without the apostrophe before cells that begin with = + - @."), JsonSchemaType(typeof(bool))]
                        string? raw,
                    HttpContext http,
                    AudienceDownload download
                ) => await download.RunAsync(audience_id, TaskDownloadQuery.Read(null, null, null, format, gzip, raw), http)
            )
            .Downloads(
                "DownloadAudience",
                "Download an audience's authors",
                "Streams its authors: source group, s_id, author, panels, and the time of the latest post that gave one. "
                    + "Where it cannot be completed, the answer breaks off.",
                "application/octet-stream"
            )
            .Fails(404);
    }
}
