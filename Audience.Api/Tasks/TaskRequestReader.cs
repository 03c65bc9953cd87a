using System.Text.Json;
using Audience.Api.Errors;
using Audience.Api.Models;
using Audience.Api.Requests;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Models;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Labeling;
using Audience.Labeling.Prepared;

namespace Audience.Api.Tasks;

/// <summary>Reads a create_task body into what the task will do, or says everything that is wrong with it. Asks no server.</summary>
public sealed class TaskRequestReader(AudienceSettings settings, SiteConfigReader sites)
{
    private const int MostModels = 100;

    private static readonly Dictionary<string, string> ModelTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["keyword_model"] = "keyword_model", ["rule_model"] = "rule_model", ["regex_model"] = "rule_model",
    };

    private static readonly Dictionary<string, string> PredictTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["author_name"] = "author", ["author"] = "author", ["content"] = "content", ["title"] = "title", ["s_area_id"] = "s_area_id",
    };

    /// <summary>The prepared models that a body names, in order; its mistakes are noted in the body.</summary>
    /// <exception cref="ApiException">400: a name is no id of a model.</exception>
    public static IReadOnlyList<ModelId> ReadModels(RequestBody body)
    {
        var named = body.NumbersOrTexts("MODEL_ID_LIST").Concat(body.NumbersOrTexts("MODEL_JOB_ID")).ToList();
        if (named.Count > MostModels)
            throw TaskErrors.Bad($"{named.Count} models are named: at most {MostModels}");
        return [.. named.Select(ModelRequestReader.ParseId).Distinct()];
    }

    /// <summary>Reads the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="models">The prepared models that it names.</param>
    /// <exception cref="ValidationException">A field is missing or of the wrong type.</exception>
    /// <exception cref="ApiException">400: a value cannot be used.</exception>
    public (TaskDefinition Definition, TaskConfiguration Configuration) Read(RequestBody body, IReadOnlyList<ModelRow> models)
    {
        string start = body.Required("START_TIME"), end = body.Required("END_TIME");
        var pattern = body.Object("PATTERN");
        bool hasPattern = pattern is { } given && given.EnumerateObject().Any();
        string modelType = body.Text("MODEL_TYPE") ?? (models.Count > 0 && !hasPattern ? models[0].ModelName! : "keyword_model");
        string predictType = body.Text("PREDICT_TYPE") ?? PredictType(models) ?? "author_name";
        string inputSchema = body.Text("INPUT_SCHEMA") ?? settings.Input.Schema;
        string inputTable = body.Text("INPUT_TABLE") ?? "ts_page_content";
        string outputSchema = body.Text("OUTPUT_SCHEMA") ?? settings.Output.Schema;
        string queue = body.Text("QUEUE") ?? settings.Work.Queues[0];
        int countdown = body.Int("COUNTDOWN", 5, 0, 86_400);
        var site = sites.Read(body);
        string? taskId = body.Text("TASK_ID");
        var from = Time(body, "START_TIME", start);
        var to = Time(body, "END_TIME", end);
        body.Check();

        if (from >= to)
            throw TaskErrors.RangeEmpty();
        if (site is not null)
            sites.Check(site);
        var definition = new TaskDefinition
        {
            TaskId = taskId is null ? TaskId.Format(Guid.NewGuid()) : TaskErrors.CheckId(taskId),
            ModelType = ModelType(modelType, models.Count > 0 && !hasPattern),
            PredictType = PredictTypes.GetValueOrDefault(predictType) ?? throw TaskErrors.Bad($"unknown PREDICT_TYPE '{predictType}': use author_name, content, title or s_area_id"),
            Start = from,
            End = to,
            DateRange = $"{start} - {end}",
            InputSchema = Name("INPUT_SCHEMA", inputSchema),
            InputTable = Name("INPUT_TABLE", inputTable),
            OutputSchema = Name("OUTPUT_SCHEMA", outputSchema),
            Countdown = countdown,
            Queue = settings.Work.Queues.Contains(queue) ? queue : throw TaskErrors.Bad($"unknown QUEUE '{queue}': no worker serves it; use {string.Join(", ", settings.Work.Queues)}"),
            SiteConfig = site,
            Artefacts = [.. models.Select(m => m.Artefact!).Distinct()],
        };
        if (hasPattern || models.Count == 0)
            definition = definition with { Pattern = Pattern(definition, hasPattern ? pattern : null, predictType) };
        return (definition, new TaskConfiguration
        {
            ModelType = definition.ModelType, PredictType = definition.PredictType, StartTime = start, EndTime = end,
            TargetSchema = inputSchema, TargetTable = inputTable, OutputSchema = outputSchema,
            Countdown = countdown, Queue = queue, DateRange = definition.DateRange, TaskId = definition.TaskId,
        });
    }

    // A PATTERN is keywords or expressions; what prepared models are, they know themselves.
    private static string ModelType(string name, bool isPrepared)
    {
        if (isPrepared && ModelKinds.TryParse(name, out var kind))
            return kind.Name().ToLowerInvariant();
        return ModelTypes.GetValueOrDefault(name) ?? throw TaskErrors.Bad(
            $"unknown MODEL_TYPE '{name}': use keyword_model, rule_model or regex_model; to label with a prepared model of another type, name it with MODEL_JOB_ID and send no PATTERN");
    }

    private static string? PredictType(IReadOnlyList<ModelRow> models)
    {
        string[] features = [.. models.Select(m => m.Feature).OfType<string>().Distinct()];
        return features.Length <= 1 ? features.FirstOrDefault()?.ToLowerInvariant() : throw TaskErrors.Bad($"the models were prepared for {string.Join(" and ", features)}: say with PREDICT_TYPE what they are to look at");
    }

    private string Pattern(TaskDefinition task, JsonElement? given, string predictType)
    {
        try
        {
            string json = given?.GetRawText()
                ?? RuleDirectory.Read(settings.Labels.RulesDirectory, task.ModelType, predictType)
                ?? throw TaskErrors.Bad($"PATTERN is empty, and RULES_DIR has no rules for {task.ModelType} on {predictType}: send a PATTERN, or add <label>/{predictType}.txt there");
            var model = LabelModels.FromPattern(task.ModelType, json);
            if (model.Labels.FirstOrDefault(l => l.Length > 180) is { } label)
                throw TaskErrors.Bad($"label '{label[..20]}…' has {label.Length} characters: at most 180");
            return json;
        }
        catch (PatternException e)
        {
            throw TaskErrors.Bad(e.Message);
        }
    }

    private static DateTime Time(RequestBody body, string field, string text)
    {
        if (!PostTimes.TryParse(text, out var time) && !body.IsWrong(field))
            body.Wrong(field, $"'{text}' is neither a date (2020-01-01) nor a date-time (2020-01-01 06:00:00)", "value_error.datetime");
        return time;
    }

    private static string Name(string field, string name) => SqlNames.IsValid(name)
        ? name
        : throw TaskErrors.Bad($"{field} '{name}' is not a valid name: letters, digits, '_', '$' and '-', at most 64");
}
