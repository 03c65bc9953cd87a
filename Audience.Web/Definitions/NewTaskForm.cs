using System.Globalization;
using Audience.Client;
using Audience.Web.Serving;
using Audience.Web.Texts;

namespace Audience.Web.Definitions;

/// <summary>What was typed into the form for a new task.</summary>
public sealed record NewTaskForm : IFormValues
{
    /// <summary>By the request's names: START_TIME …; rules as text in PATTERN, the source as <c>schema/table</c> in SOURCE.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>What is wrong, by the same names.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; init; } = [];

    /// <summary>The names of the form's fields.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "SOURCE",
        "START_TIME",
        "END_TIME",
        "PREDICT_TYPE",
        "MODEL_TYPE",
        Models,
        "DATASET_NO",
        "PATTERN",
        RuleFile.Name,
        "QUEUE",
        "COUNTDOWN",
        "PRIORITY",
        "KEEP_DAYS",
        "CALLBACK_URL",
        "SAMPLE",
        "COMPARE",
        "GOLD",
        "GOLD_TYPES",
        "SET_NAME",
        .. SiteForm.Names,
    ];

    /// <summary>The name of the boxes of models that are to label.</summary>
    public const string Models = "MODEL_ID_LIST";

    /// <summary>The spellings that may count as one.</summary>
    public static readonly IReadOnlyList<string> Folds = ["width", "chinese", "invisible", "confusables"];

    /// <summary>What a task's share of the workers may be, as a list to choose from.</summary>
    public static IReadOnlyList<(string Value, string Text)> Priorities(Words words) =>
        [("", words["New.PriorityNormal"]), ("high", words["New.PriorityHigh"]), ("low", words["New.PriorityLow"])];

    /// <summary>An empty form.</summary>
    public static NewTaskForm Empty { get; } = new() { Values = new Dictionary<string, string>() };

    /// <summary>A field's text, empty where nothing was typed.</summary>
    public string this[string name] => Values.GetValueOrDefault(name, "");

    /// <summary>Whether spellings of that name count as one.</summary>
    public bool Folded(string name) => this["FOLD"].Split(',').Contains(name);

    /// <summary>The form as a browser sends it.</summary>
    public static NewTaskForm Of(IFormCollection fields) =>
        new() { Values = Names.Concat(["FOLD", "FROM", "SET", "SHOWN", "LAST"]).ToDictionary(n => n, n => fields[n].ToString().Trim(' ')) };

    /// <summary>The form that would make a task again.</summary>
    public static NewTaskForm Of(TaskDetails task) =>
        new()
        {
            Values = new Dictionary<string, string>(SiteForm.Of(task))
            {
                ["FROM"] = task.TaskId,
                ["SOURCE"] = task.SiteConfig is null ? $"{task.InputSchema}/{task.InputTable}" : "",
                ["START_TIME"] = Words.Day(task.StartTime),
                ["END_TIME"] = Words.Day(task.EndTime),
                ["PREDICT_TYPE"] = task.PredictType == "author" ? "author_name" : task.PredictType,
                ["MODEL_TYPE"] = task.ModelType,
                // Rules of prepared models are the models' own.
                ["PATTERN"] = task.Models.Count > 0 ? "" : RuleText.Write(task.Pattern),
                ["FOLD"] = string.Join(',', task.Fold),
                ["QUEUE"] = task.Queue,
                ["PRIORITY"] = task.Priority == "normal" ? "" : task.Priority,
                ["COUNTDOWN"] = task.Countdown.ToString(CultureInfo.InvariantCulture),
            },
        };

    /// <summary>The request that it means, and what is wrong before the API is asked.</summary>
    public (CreateTaskRequest Request, IReadOnlyList<Mistake> Mistakes) Read(Words words) => Read<CreateTaskRequest>(words);

    /// <summary>The same for requests that a task's fields are part of.</summary>
    public (T Request, IReadOnlyList<Mistake> Mistakes) Read<T>(Words words)
        where T : CreateTaskRequest, new()
    {
        var (pattern, mistakes) = RuleText.Read(this["PATTERN"], this["MODEL_TYPE"] != "rule_model", words);
        foreach (string name in (string[])["START_TIME", "END_TIME"])
            if (this[name].Length == 0)
                mistakes.Add(new Mistake(name, words["New.NoDate"]));
        int countdown = 0;
        bool hasCountdown = this["COUNTDOWN"].Length > 0;
        if (hasCountdown && !int.TryParse(this["COUNTDOWN"], NumberStyles.None, CultureInfo.InvariantCulture, out countdown))
            mistakes.Add(new Mistake("COUNTDOWN", words["New.BadCountdown"]));
        int keep = 0;
        bool hasKeep = this["KEEP_DAYS"].Length > 0;
        if (hasKeep && !int.TryParse(this["KEEP_DAYS"], NumberStyles.None, CultureInfo.InvariantCulture, out keep))
            mistakes.Add(new Mistake("KEEP_DAYS", words["Schedules.BadNumber"]));
        string[] source = this["SOURCE"].Length == 0 ? [] : this["SOURCE"].Split('/');
        if (source is not ([] or [{ Length: > 0 }, { Length: > 0 }]))
            mistakes.Add(new Mistake("SOURCE", words["New.SourceBad"]));
        var request = new T
        {
            ModelType = Picked.Length == 0 ? Given("MODEL_TYPE") : null,
            PredictType = Given("PREDICT_TYPE"),
            StartTime = this["START_TIME"],
            EndTime = this["END_TIME"],
            InputSchema = source.Length == 2 ? source[0] : null,
            InputTable = source.Length == 2 ? source[1] : null,
            DatasetNo = Given("DATASET_NO"),
            ModelIdList = Picked.Length == 0 ? null : Picked,
            Fold = this["FOLD"].Length == 0 ? null : this["FOLD"].Split(','),
            Queue = Given("QUEUE"),
            Priority = Given("PRIORITY"),
            KeepDays = hasKeep ? keep : null,
            CallbackUrl = Given("CALLBACK_URL"),
            Countdown = hasCountdown ? countdown : null,
            Pattern = pattern.Count == 0 ? null : pattern,
        };
        if (SiteForm.IsGiven(this))
            SiteForm.Read(this, request, mistakes, words);
        return (request, mistakes);
    }

    /// <summary>The same with other values of some fields.</summary>
    public NewTaskForm With(params (string Name, string Value)[] fields)
    {
        var values = new Dictionary<string, string>(Values);
        foreach (var (name, value) in fields)
            values[name] = value;
        return this with { Values = values };
    }

    /// <summary>Whether the model of that id is to label.</summary>
    public bool Picks(string id) => Picked.Contains(id);

    private string[] Picked => this[Models].Split(',', StringSplitOptions.RemoveEmptyEntries);

    private string? Given(string name) => this[name].Length == 0 ? null : this[name];
}
