using System.ComponentModel;
using Audience.Api.Audit;
using Audience.Api.OpenApi;
using Audience.Contracts.Documents;
using Audience.Hosting.Settings;
using Microsoft.AspNetCore.Http.Features;
using NJsonSchema;
using NJsonSchema.Annotations;

namespace Audience.Api.Documents;

/// <summary>Data sets as CSV files.</summary>
internal static class DataSetFileEndpoints
{
    private const string SetText = DocumentRole.SetText;

    private static readonly FormFields s_form = new(
        ("file", JsonObjectType.String, JsonFormatStrings.Binary, "A CSV whose first line names its columns.", true)
    );

    public static void MapDataSetFiles(this RouteGroupBuilder documents)
    {
        documents
            .MapPost(
                "/{t}/upload",
                async (
                    [Description(SetText)] string t,
                    [
                        Description("true: the rows of the file take the place of those of their kind; default false."),
                        JsonSchemaType(typeof(bool))
                    ]
                        string? overwrite,
                    HttpContext http,
                    DataSetUpload upload,
                    AudienceSettings settings
                ) =>
                {
                    AllowBytes(http, settings.Api.MaxDatasetBytes);
                    return Results.Ok(await upload.RunAsync(t, overwrite, http.Request, http.RequestAborted));
                }
            )
            .WithMetadata(s_form)
            .DescribeDocuments<UploadResult>(
                "UploadDataSet",
                "Upload documents or rules",
                "A CSV of documents (title, author, s_id, s_area_id, content, post_time, label, document_type) "
                    + "or of rules (content, label, rule_type, match_type), columns in any order: UTF-8, "
                    + "UTF-16 or Big5, with commas or tabs. All rows are taken, or none: error_message names "
                    + "the line and the column of up to 20 mistakes. Rules that are there already are skipped."
            )
            .DocumentsFail(413)
            .Fails(403);

        documents
            .MapPost(
                "/{t}/download",
                async ([Description(SetText)] string t, HttpContext http, DataSetActions sets) =>
                    Results.Ok($"{(await sets.RequireAsync(t, http.RequestAborted)).TaskId} can be downloaded")
            )
            .DescribeDocuments<string>("CheckDownload", "Ask whether a data set can be downloaded", "The file itself comes with GET.")
            .ChangesNothing();

        documents
            .MapGet(
                "/{t}/download",
                async ([Description(SetText)] string t, HttpContext http, DataSetActions sets, DataSetDownload download) =>
                {
                    var set = await sets.RequireAsync(t, http.RequestAborted);
                    return Results.Stream(
                        to => download.WriteAsync(set, to, http.RequestAborted),
                        "text/csv; charset=utf-8",
                        $"{set.TaskId}.csv"
                    );
                }
            )
            .DownloadsDocuments(
                "DownloadDataSet",
                "Download a data set",
                "A CSV, UTF-8 with a mark, of the rows that the set is made of; uploading it again gives the same data set.",
                "text/csv"
            );
    }

    // Files are larger than requests otherwise may be.
    private static void AllowBytes(HttpContext http, int max)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = max + 128 * 1024L;
    }
}
