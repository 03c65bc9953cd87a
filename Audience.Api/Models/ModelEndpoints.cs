using System.ComponentModel;
using System.IO.Compression;
using Audience.Api.Audit;
using Audience.Api.OpenApi;
using Audience.Api.Requests;
using Audience.Contracts.Models;
using NJsonSchema.Annotations;

namespace Audience.Api.Models;

/// <summary>The model half of the contract.</summary>
public static class ModelEndpoints
{
    internal const string IdText = "A MODEL_JOB_ID, or the task id of a model: 32 hexadecimal digits.";

    // An answer in the seed's shape has no place for a word beside an empty list.
    private const string MessageHeader = "X-Message";

    /// <summary>Adds the endpoints; each answers with and without a trailing slash.</summary>
    public static void MapModels(this IEndpointRouteBuilder app)
    {
        var models = app.MapGroup("/models").WithTags("Models").AddEndpointFilter(ModelErrors.AnswerAsync);
        MapActions(models);
        MapQueries(models);
        models.MapInsights();
        models.MapVotes();
        models.MapThresholds();
        models.MapTermWeights();
        models.MapModelFiles();
    }

    private static void MapActions(RouteGroupBuilder models)
    {
        models
            .MapPost(
                "/prepare/",
                async (HttpContext http, ModelActions actions) =>
                {
                    var body = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
                    var job = await actions.PrepareAsync(body, http.RequestAborted);
                    AuditNotes.About(http, job.TaskId);
                    return Results.Ok(job);
                }
            )
            .ReadsModel<PrepareModelRequest>()
            .DescribeModel<ModelJob>(
                "PrepareModel",
                "Prepare a model",
                "Fits a model to the documents of type train of a labeling job or a data set "
                    + "and evaluates it on dev and test, where there are some, or reads its rules. "
                    + "Returns at once. Under a MODEL_JOB_ID or a TASK_ID that is in use, the new model "
                    + "takes the old one's place once it is ready; a preparation that runs is ended."
            );

        models
            .MapPost(
                "/test/",
                async (HttpContext http, ModelActions actions) =>
                {
                    var body = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
                    return ModelRequestReader.NamesDataSet(body)
                        ? await ModelErrors.AnswerInTextAsync(() => actions.TestAsync(body, http.RequestAborted))
                        : Results.Ok(await actions.TestAsync(body, http.RequestAborted));
                }
            )
            .ReadsModel<TestModelRequest>()
            .DescribeModel<ModelJob>(
                "TestModel",
                "Test a model",
                "Evaluates a ready model on the documents of type ext_test of a labeling job or a data set. "
                    + "Returns at once; ext_status tells how far it is. Only DATASET_NO and the model's id are needed."
            );

        models
            .MapPost(
                "/abort/",
                async (HttpContext http, ModelActions actions) =>
                    Results.Ok(
                        await actions.AbortAsync(await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .ReadsModel<ModelIdRequest>()
            .DescribeModel<string>(
                "AbortModel",
                "Abort a preparation or a test",
                "Ends it, also while the model is being fitted. A model of the job that was ready before stays in use."
            );

        models
            .MapDelete(
                "/delete/",
                async (HttpContext http, ModelDeleter deleter) =>
                    Results.Ok(
                        await deleter.DeleteAsync(await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .ReadsModel<ModelIdRequest>()
            .DescribeModel<string>(
                "DeleteModel",
                "Delete a model",
                "Deletes a model with its reports and everything else. Tasks "
                    + "that label with it go on with the version that they began with."
            );
    }

    private static void MapQueries(RouteGroupBuilder models)
    {
        models
            .MapGet(
                "/",
                async (
                    HttpContext http,
                    ModelQueries queries,
                    [Description("How many at most, 1 to 200; default 20."), JsonSchemaType(typeof(int))] string? limit,
                    [Description("Only models in this state: pending, started, finished, failed, break or untrainable.")]
                        string? training_status
                ) => Results.Ok(await queries.ListAsync(limit, training_status, http.RequestAborted))
            )
            .DescribeModel<IReadOnlyList<ModelStatus>>("ListModels", "List models", "The latest models first.");

        models
            .MapGet(
                "/{id}",
                async ([Description(IdText)] string id, HttpContext http, ModelQueries queries) =>
                    Results.Ok(await queries.StatusAsync(id, http.RequestAborted))
            )
            .DescribeModel<ModelStatus>(
                "GetModelStatus",
                "Check a model's status",
                "The latest preparation under this id, and how far it is."
            );

        models
            .MapGet(
                "/{id}/report/",
                async ([Description(IdText)] string id, HttpContext http, ModelQueries queries) =>
                {
                    var (reports, message) = await queries.ReportAsync(id, http.RequestAborted);
                    if (message is not null)
                        http.Response.Headers[MessageHeader] = message;
                    return Results.Ok(reports);
                }
            )
            .DescribeModel<IReadOnlyList<ModelReport>>(
                "GetModelReport",
                "Read a model's reports",
                "A report for each set of documents that the model was evaluated on. "
                    + "Where there is none the list is empty, and the header X-Message says why."
            );

        models
            .MapGet(
                "/download_details/{id}/{dataset_type}",
                async (
                    [Description(IdText)] string id,
                    [Description("dev, test or ext_test.")] string dataset_type,
                    HttpContext http,
                    ModelQueries queries
                ) =>
                {
                    byte[] csv = await queries.DetailsAsync(id, dataset_type, http.RequestAborted);
                    return Results.Stream(
                        new BrotliStream(new MemoryStream(csv), CompressionMode.Decompress),
                        "text/csv; charset=utf-8",
                        $"{id}_{dataset_type}.csv"
                    );
                }
            )
            .DownloadsModel(
                "DownloadModelDetails",
                "Download the evaluated documents",
                "A CSV with each evaluated document, its true and its predicted labels, several joined by |.",
                "text/csv"
            );
    }
}
