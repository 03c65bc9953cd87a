using System.Text.Json;
using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Labeling;

namespace Audience.Api.Tasks;

/// <summary>Reads a create_task body into what the task will do, or says everything that is wrong with it. Asks no server.</summary>
public sealed class TaskRequestReader(AudienceSettings settings, SiteConfigReader sites)
{
    private static readonly Dictionary<string, string> ModelTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["keyword_model"] = "keyword_model", ["rule_model"] = "rule_model", ["regex_model"] = "rule_model",
    };

    private static readonly Dictionary<string, string> PredictTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["author_name"] = "author", ["author"] = "author", ["content"] = "content", ["title"] = "title", ["s_area_id"] = "s_area_id",
    };

    /// <summary>Reads the body.</summary>
    /// <exception cref="ValidationException">A field is missing or of the wrong type.</exception>
    /// <exception cref="ApiException">400: a value cannot be used.</exception>
    public (TaskDefinition Definition, TaskConfiguration Configuration) Read(RequestBody body)
    {
        string start = body.Required("START_TIME"), end = body.Required("END_TIME");
        string modelType = body.Text("MODEL_TYPE") ?? "keyword_model";
        string predictType = body.Text("PREDICT_TYPE") ?? "author_name";
        string inputSchema = body.Text("INPUT_SCHEMA") ?? settings.Input.Schema;
        string inputTable = body.Text("INPUT_TABLE") ?? "ts_page_content";
        string outputSchema = body.Text("OUTPUT_SCHEMA") ?? settings.Output.Schema;
        string queue = body.Text("QUEUE") ?? settings.Work.Queues[0];
        int countdown = body.Int("COUNTDOWN", 5, 0, 86_400);
        var pattern = body.Object("PATTERN");
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
            ModelType = ModelTypes.GetValueOrDefault(modelType) ?? throw TaskErrors.Bad($"unknown MODEL_TYPE '{modelType}': use keyword_model, rule_model or regex_model"),
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
        };
        definition = definition with { Pattern = Pattern(definition, pattern, predictType) };
        return (definition, new TaskConfiguration
        {
            ModelType = definition.ModelType, PredictType = definition.PredictType, StartTime = start, EndTime = end,
            TargetSchema = inputSchema, TargetTable = inputTable, OutputSchema = outputSchema,
            Countdown = countdown, Queue = queue, DateRange = definition.DateRange, TaskId = definition.TaskId,
        });
    }

    private string Pattern(TaskDefinition task, JsonElement? given, string predictType)
    {
        bool isGiven = given is { } g && g.EnumerateObject().Any();
        try
        {
            string json = isGiven
                ? given!.Value.GetRawText()
                : RuleDirectory.Read(settings.Labels.RulesDirectory, task.ModelType, predictType)
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
