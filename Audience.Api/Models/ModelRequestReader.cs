using System.Globalization;
using Audience.Api.Callbacks;
using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Datasets;
using Audience.Data.Models;
using Audience.Hosting.Settings;
using Audience.Labeling.Prepared;

namespace Audience.Api.Models;

/// <summary>Reads the bodies of model requests, or says what is wrong with them. Asks no server.</summary>
public sealed class ModelRequestReader(AudienceSettings settings)
{
    private const int MaxPathLength = 190;

    /// <summary>A model to prepare.</summary>
    /// <exception cref="ValidationException">A field is missing or of the wrong type.</exception>
    /// <exception cref="ApiException">400: a value cannot be used.</exception>
    public ModelDefinition ReadPreparation(RequestBody body)
    {
        var (number, dataset) = Dataset(body);
        var (job, named) = Job(body);
        string feature = body.Required("PREDICT_TYPE"),
            type = body.Required("MODEL_TYPE");
        string path = Path(body, required: true) ?? "";
        string? taskId = body.Text("TASK_ID"),
            callback = CallbackUrls.Read(body);
        var voters = body.NumbersOrTexts("MODEL_ID_LIST");
        var (queue, database) = Place(body);
        body.Check();
        return new ModelDefinition
        {
            TaskId = Known(taskId, named) ?? TaskId.Format(Guid.NewGuid()),
            JobId = job ?? (named is null ? LeadingNumber(path) : null),
            Kind = Kind(type),
            Feature = Feature(feature),
            ModelPath = path,
            Queue = CheckQueue(queue),
            DatasetDb = CheckDatabase(database),
            DatasetNo = number,
            DatasetId = dataset,
            Voters = PreparationChecks.Voters(Kind(type), voters),
            CallbackUrl = callback,
        };
    }

    /// <summary>A test: which model, and what to test it on. Kind and feature are the model's own.</summary>
    /// <exception cref="ValidationException">A field is missing or of the wrong type.</exception>
    /// <exception cref="ApiException">400: a value cannot be used.</exception>
    public (ModelId Model, string Queue, string DatasetDb, int DatasetNo, string? DatasetId, string? CallbackUrl) ReadTest(RequestBody body)
    {
        var (number, dataset) = Dataset(body);
        var (queue, database) = Place(body);
        Path(body, required: false);
        if (body.Text("MODEL_TYPE") is { } type)
            Kind(type);
        if (body.Text("PREDICT_TYPE") is { } feature)
            Feature(feature);
        string? callback = CallbackUrls.Read(body);
        return (ReadId(body), CheckQueue(queue), CheckDatabase(database), number, dataset, callback);
    }

    /// <summary>The model that a body names: TASK_ID, else MODEL_JOB_ID, which may be a task id too.</summary>
    /// <exception cref="ValidationException">Neither is there.</exception>
    public static ModelId ReadId(RequestBody body)
    {
        string? job = body.NumbersOrTexts("MODEL_JOB_ID") is [var only] ? only : null;
        string? text = body.Text("TASK_ID") ?? job;
        if (text is null && !body.IsWrong("MODEL_JOB_ID") && !body.IsWrong("TASK_ID"))
            body.Wrong("MODEL_JOB_ID", "field required: a model's job id, or its task id as TASK_ID", "value_error.missing");
        body.Check();
        return ParseId(text!);
    }

    /// <summary>The model that a path names.</summary>
    /// <exception cref="ApiException">400: it is neither a MODEL_JOB_ID nor a task id.</exception>
    public static ModelId ParseId(string text) =>
        ModelId.TryParse(text, out var id)
            ? id
            : throw ModelErrors.Bad($"'{text}' is neither a MODEL_JOB_ID, a whole number, nor a task id of 32 hexadecimal digits");

    /// <summary>The kind that a MODEL_TYPE names.</summary>
    /// <exception cref="ApiException">400: there is no such kind.</exception>
    public static ModelKind Kind(string type) =>
        ModelKinds.TryParse(type, out var kind) ? kind : throw ModelErrors.Bad($"unknown MODEL_TYPE '{type}': use one of {ModelKinds.All}");

    /// <summary>The feature that a PREDICT_TYPE names.</summary>
    /// <exception cref="ApiException">400: there is no such feature.</exception>
    public static string Feature(string feature) =>
        Features.All.FirstOrDefault(f => f.Equals(feature, StringComparison.OrdinalIgnoreCase))
        ?? (
            feature.Equals("AUTHOR_NAME", StringComparison.OrdinalIgnoreCase)
                ? "AUTHOR"
                : throw ModelErrors.Bad($"unknown PREDICT_TYPE '{feature}': use one of {string.Join(", ", Features.All)}")
        );

    /// <summary>A model_path, checked.</summary>
    /// <exception cref="ApiException">400: it is empty or too long.</exception>
    public static string CheckPath(string path) =>
        path.Length is > 0 and <= MaxPathLength
            ? path
            : throw ModelErrors.Bad($"model_path has {path.Length} characters: give it 1 to {MaxPathLength}");

    private static string? Path(RequestBody body, bool required)
    {
        if (body.Nested("MODEL_INFO") is not { } info)
        {
            if (required && !body.Has("MODEL_INFO"))
                body.Wrong("MODEL_INFO", "field required: {\"model_path\": \"7_term_weight_model\"}", "value_error.missing");
            return null;
        }
        string? path = required ? info.Required("model_path") : info.Text("model_path");
        body.Adopt(info);
        if (path is not null && !info.IsWrong("model_path"))
            CheckPath(path);
        return path;
    }

    private (string Queue, string DatasetDb) Place(RequestBody body) =>
        (body.Text("QUEUE") ?? settings.Work.ModelQueue, body.Text("DATASET_DB") ?? settings.Dataset.Schema);

    private string CheckQueue(string queue) =>
        queue == settings.Work.ModelQueue || settings.Work.Queues.Contains(queue)
            ? queue
            : throw ModelErrors.Bad(
                $"unknown QUEUE '{queue}': no worker serves it; use "
                    + $"{string.Join(", ", settings.Work.Queues.Append(settings.Work.ModelQueue))}"
            );

    private static string CheckDatabase(string database) =>
        SqlNames.IsValid(database)
            ? database
            : throw ModelErrors.Bad($"DATASET_DB '{database}' is not a valid name: letters, digits, '_', '$' and '-', at most 64");

    /// <summary>Whether a body names a data set of <c>/documents/</c>: only the newer frontend's do.</summary>
    public static bool NamesDataSet(RequestBody body) => TaskId.TryParse(body.IfText("DATASET_NO"), out _);

    // A labeling job of the frontend's, or a data set of /documents/.
    private static (int Number, string? Id) Dataset(RequestBody body) =>
        TaskId.TryParse(body.IfText("DATASET_NO"), out var id) ? (0, TaskId.Format(id)) : (Number(body, "DATASET_NO"), null);

    // MODEL_JOB_ID: a number, or the id that the caller knows the model by.
    private static (long? Job, string? Named) Job(RequestBody body) =>
        !body.Has("MODEL_JOB_ID") ? (null, null)
        : TaskId.TryParse(body.IfText("MODEL_JOB_ID"), out var id) ? (null, TaskId.Format(id))
        : (Number(body, "MODEL_JOB_ID"), null);

    private static string? Known(string? taskId, string? named)
    {
        string? known = taskId is null ? named : TaskErrors.CheckId(taskId);
        return named is null || named == known
            ? known
            : throw ModelErrors.Bad($"TASK_ID is {known} and MODEL_JOB_ID {named}: a model has one id, so leave one of them out");
    }

    private static long? LeadingNumber(string path) =>
        int.TryParse(
            path.AsSpan(0, path.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : path.Length),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int number
        )
            ? number
            : null;

    private static int Number(RequestBody body, string field)
    {
        if (!body.Has(field))
            body.Wrong(field, "field required", "value_error.missing");
        return body.Int(field, 0, 0, int.MaxValue);
    }
}
