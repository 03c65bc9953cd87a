using System.Globalization;
using Audience.Api.Callbacks;
using Audience.Api.Errors;
using Audience.Api.Models;
using Audience.Api.Requests;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Models;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Labeling;
using Audience.Labeling.Folding;
using Audience.Labeling.Patterns;
using Audience.Labeling.Prepared;

namespace Audience.Api.Tasks;

/// <summary>Reads a create_task body into what the task will do, or says everything that is wrong with it. Asks no server.</summary>
public sealed class TaskRequestReader(AudienceSettings settings, SiteConfigReader sites)
{
    private const int MaxModels = 100,
        MaxKeepDays = 36_500;

    private static readonly Dictionary<string, string> ModelTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["keyword_model"] = "keyword_model",
        ["rule_model"] = "rule_model",
        ["regex_model"] = "rule_model",
    };

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="given">START_TIME and END_TIME of a body that may have neither, nor a TASK_ID; null where it has them.</param>
    /// <exception cref="ValidationException">A field is missing or of the wrong type.</exception>
    /// <exception cref="ApiException">400: a model's name is no id, there are too many, or a probability is none.</exception>
    public TaskFields ReadFields(RequestBody body, (string Start, string End)? given = null)
    {
        string start = given?.Start ?? TimeText(body, "START_TIME", settings.Labels.DefaultStart),
            end = given?.End ?? TimeText(body, "END_TIME", settings.Labels.DefaultEnd);
        var named = body.NumbersOrTexts("MODEL_ID_LIST").Concat(body.NumbersOrTexts("MODEL_JOB_ID")).ToList();
        var pattern = body.Object("PATTERN");
        var site = sites.Read(body);
        var fields = new TaskFields
        {
            Range = (start, end),
            Times = (Time(body, "START_TIME", start), Time(body, "END_TIME", end)),
            Pattern = pattern is { } rules && rules.EnumerateObject().Any() ? rules : null,
            ModelType = body.Text("MODEL_TYPE"),
            PredictType = body.Text("PREDICT_TYPE"),
            Fold = body.Has("FOLD") ? body.Texts("FOLD") : [],
            RuleSet = body.Text("DATASET_NO"),
            RuleReport = body.Has("RULE_REPORT") ? body.Bool("RULE_REPORT") : settings.Labels.RuleReport,
            Score = body.Has("SCORE") && body.Bool("SCORE"),
            MinProbability = body.Has("MIN_PROBABILITY") ? body.Number("MIN_PROBABILITY") : null,
            InputSchema = body.Text("INPUT_SCHEMA") ?? site?.Db ?? settings.Input.Schema,
            InputTable = body.Text("INPUT_TABLE") ?? "ts_page_content",
            OutputSchema = body.Text("OUTPUT_SCHEMA") ?? settings.Output.Schema,
            Queue = body.Text("QUEUE") ?? settings.Work.Queues[0],
            Countdown = body.Int("COUNTDOWN", 5, 0, 86_400),
            Priority = Priority(body),
            Site = site,
            CallbackUrl = CallbackUrls.Read(body),
            KeepDays = KeepDays(body, isRun: given is not null),
            TaskId = given is null ? body.Text("TASK_ID") : null,
            Models = [],
        };
        body.Check();
        if (named.Count > MaxModels)
            throw TaskErrors.Bad($"{named.Count} models are named: at most {MaxModels}");
        if (fields.MinProbability is < 0 or > 1)
            throw TaskErrors.Bad(
                string.Create(CultureInfo.InvariantCulture, $"MIN_PROBABILITY is {fields.MinProbability}: a probability is from 0 to 1")
            );
        return fields with { Models = [.. named.Select(ModelRequestReader.ParseId).Distinct()] };
    }

    /// <summary>The TASK_ID of a body that has nothing else.</summary>
    /// <exception cref="ValidationException">It is missing, or not alone.</exception>
    /// <exception cref="ApiException">400: it is no id.</exception>
    public static string ReadId(RequestBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        string id = body.Required("TASK_ID");
        body.Check();
        return TaskErrors.CheckId(id);
    }

    /// <summary>Checks what the fields say.</summary>
    /// <param name="fields">The body.</param>
    /// <param name="models">The prepared models that it names.</param>
    /// <exception cref="ApiException">400: a value cannot be used.</exception>
    public (TaskDefinition Definition, TaskConfiguration Configuration) Read(TaskFields fields, IReadOnlyList<ModelRow> models)
    {
        bool isPrepared = models.Count > 0 && fields.Pattern is null;
        string modelType = fields.ModelType ?? (isPrepared ? models[0].ModelName! : "keyword_model");
        var columns = TaskColumns.Of(fields.PredictType, !isPrepared, models);
        var (from, to) = fields.Times;
        if (from >= to)
            throw TaskErrors.RangeEmpty();
        if (fields.Site is { } site)
            sites.Check(site);
        var definition = new TaskDefinition
        {
            TaskId = fields.TaskId is { } taskId ? TaskErrors.CheckId(taskId) : TaskId.Format(Guid.NewGuid()),
            ModelType = ModelType(modelType, isPrepared),
            PredictType = columns.PredictType,
            Columns = columns.All.Distinct().Count() > 1 ? columns.All : [],
            Start = from,
            End = to,
            DateRange = $"{fields.Range.Start} - {fields.Range.End}",
            InputSchema = Name("INPUT_SCHEMA", fields.InputSchema),
            InputTable = Name("INPUT_TABLE", fields.InputTable),
            OutputSchema = Name("OUTPUT_SCHEMA", fields.OutputSchema),
            Countdown = fields.Countdown,
            Priority = fields.Priority,
            Queue = settings.Work.Queues.Contains(fields.Queue)
                ? fields.Queue
                : throw TaskErrors.Bad(
                    $"unknown QUEUE '{fields.Queue}': no worker serves it; use {string.Join(", ", settings.Work.Queues)}"
                ),
            SiteConfig = fields.Site,
            CallbackUrl = fields.CallbackUrl,
            KeepDays = fields.KeepDays,
            RuleReport = fields.RuleReport,
            Score = fields.Score,
            MinProbability = fields.MinProbability,
            Artefacts = columns.Artefacts,
        };
        if (isPrepared && fields.Fold.Count > 0)
            throw NoFold();
        if (!isPrepared)
            definition = WithPattern(definition, fields, columns.Pattern!);
        return (
            definition,
            new TaskConfiguration
            {
                ModelType = definition.ModelType,
                PredictType = definition.PredictType,
                StartTime = fields.Range.Start,
                EndTime = fields.Range.End,
                TargetSchema = fields.InputSchema,
                TargetTable = fields.InputTable,
                OutputSchema = fields.OutputSchema,
                Countdown = fields.Countdown,
                Queue = fields.Queue,
                DateRange = definition.DateRange,
                TaskId = definition.TaskId,
            }
        );
    }

    /// <summary>Checks rules that belong to no task.</summary>
    /// <param name="modelType">MODEL_TYPE, or null for keywords.</param>
    /// <param name="pattern">PATTERN, or null where there is none.</param>
    /// <param name="fold">FOLD.</param>
    /// <exception cref="ApiException">400: a value cannot be used.</exception>
    public static TaskModelParts ReadParts(string? modelType, System.Text.Json.JsonElement? pattern, IReadOnlyList<string> fold)
    {
        if (pattern is not { } rules)
            return fold.Count == 0 ? new("", null, [], []) : throw NoFold();
        try
        {
            return new(ModelType(modelType ?? "keyword_model", false), rules.GetRawText(), FoldNames.Of(FoldNames.Parse(fold)), []);
        }
        catch (PatternException e)
        {
            throw TaskErrors.Bad(e.Message);
        }
    }

    private static ApiException NoFold() =>
        TaskErrors.Bad("FOLD is for the keywords of a PATTERN: prepared models compare as they were prepared");

    // A PATTERN is keywords or expressions; what prepared models are, they know themselves.
    private static string ModelType(string name, bool isPrepared)
    {
        if (isPrepared && ModelKinds.TryParse(name, out var kind))
            return kind.Name().ToLowerInvariant();
        return ModelTypes.GetValueOrDefault(name)
            ?? throw TaskErrors.Bad(
                $"unknown MODEL_TYPE '{name}': use keyword_model, rule_model or regex_model; to label "
                    + "with a prepared model of another type, name it with MODEL_JOB_ID and send no PATTERN"
            );
    }

    private TaskDefinition WithPattern(TaskDefinition task, TaskFields fields, string column)
    {
        string file = column == "author" ? "author_name" : column;
        try
        {
            string json =
                fields.Pattern?.GetRawText()
                ?? RuleDirectory.Read(settings.Labels.RulesDirectory, task.ModelType, column)
                ?? throw TaskErrors.Bad(
                    $"PATTERN is empty, and RULES_DIR has no rules for {task.ModelType} on "
                        + $"{file}: send a PATTERN, or add <label>/{file}.txt there"
                );
            var folds = FoldNames.Parse(fields.Fold);
            var model = LabelModels.FromPattern(task.ModelType, json, folds);
            if (model.Labels.FirstOrDefault(l => l.Length > 180) is { } label)
                throw TaskErrors.Bad($"label '{label[..20]}…' has {label.Length} characters: at most 180");
            return task with { Pattern = json, Fold = FoldNames.Of(folds) };
        }
        catch (PatternException e)
        {
            throw TaskErrors.Bad(e.Message);
        }
    }

    private static TaskPriority Priority(RequestBody body)
    {
        if (body.Text("PRIORITY") is not { } name)
            return TaskPriority.Normal;
        if (PriorityNames.Parse(name) is { } priority)
            return priority;
        body.Wrong("PRIORITY", $"'{name}' is no priority: use low, normal or high", "value_error.priority");
        return TaskPriority.Normal;
    }

    private static int? KeepDays(RequestBody body, bool isRun)
    {
        if (!body.Has("KEEP_DAYS"))
            return null;
        if (isRun)
            body.Wrong(
                "KEEP_DAYS",
                "the panels of a schedule are made of its runs: give KEEP_DAYS to the schedule, beside TASK",
                "value_error.run"
            );
        return body.Int("KEEP_DAYS", 0, 1, MaxKeepDays);
    }

    private static string TimeText(RequestBody body, string field, string? fallback) =>
        body.Has(field) || fallback is null ? body.Required(field) : fallback;

    private static DateTime Time(RequestBody body, string field, string text)
    {
        if (!PostTimes.TryParse(text, out var time) && !body.IsWrong(field))
            body.Wrong(field, $"'{text}' is neither a date (2020-01-01) nor a date-time (2020-01-01 06:00:00)", "value_error.datetime");
        return time;
    }

    private static string Name(string field, string name) =>
        SqlNames.IsValid(name)
            ? name
            : throw TaskErrors.Bad($"{field} '{name}' is not a valid name: letters, digits, '_', '$' and '-', at most 64");
}
