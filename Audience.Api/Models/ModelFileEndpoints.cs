using System.ComponentModel;
using Audience.Api.OpenApi;
using Audience.Contracts.Models;
using Audience.Hosting.Settings;
using Microsoft.AspNetCore.Http.Features;
using NJsonSchema;

namespace Audience.Api.Models;

/// <summary>Models as files: download of a model, import of one.</summary>
internal static class ModelFileEndpoints
{
    private static readonly FormFields Form = new(
        ("file", JsonObjectType.String, JsonFormatStrings.Binary, "The model archive, or the CSV of terms.", true),
        (
            "MODEL_JOB_ID",
            JsonObjectType.Integer,
            JsonFormatStrings.Integer,
            "The frontend's id of the model; what the job had before is replaced.",
            true
        ),
        ("PREDICT_TYPE", JsonObjectType.String, null, "What the model looks at: AUTHOR, CONTENT or TITLE.", true),
        ("model_path", JsonObjectType.String, null, "What the frontend calls the model; default the job id and the kind.", false)
    );

    public static void MapModelFiles(this RouteGroupBuilder models)
    {
        models
            .MapGet(
                "/{id}/download",
                async ([Description(ModelEndpoints.IdText)] string id, HttpContext http, ModelQueries queries) =>
                {
                    var (row, bytes) = await queries.ReadAsync(id, http.RequestAborted);
                    return Results.Bytes(bytes, "application/octet-stream", $"{row.TaskId}.model");
                }
            )
            .DownloadsModel(
                "DownloadModel",
                "Download a model",
                "A model archive, as /models/import/ takes it.",
                "application/octet-stream"
            );

        models
            .MapPost(
                "/import/",
                async (HttpContext http, ModelImport import, AudienceSettings settings) =>
                {
                    AllowBytes(http, settings.Api.MaxModelBytes);
                    return Results.Ok(await import.RunAsync(http.Request, http.RequestAborted));
                }
            )
            .WithMetadata(Form)
            .DescribeModel<ModelJob>(
                "ImportModel",
                "Import a model",
                "Takes a model archive, or a CSV of terms (label, term, weight, and threshold if wanted) as a "
                    + "TERM_WEIGHT_MODEL. It takes the place of the job's model at once. Nothing in a file is run."
            )
            .Fails(403);
    }

    // Models are larger than requests otherwise may be.
    internal static void AllowBytes(HttpContext http, int max)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = max + 64 * 1024L;
    }
}
