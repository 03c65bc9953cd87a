using System.Globalization;
using Audience.Client;
using Audience.Web.Serving;
using Audience.Web.Texts;

namespace Audience.Web.Tasks;

/// <summary>What was typed into the form for a new task.</summary>
public sealed record NewTaskForm
{
    /// <summary>By the request's names: START_TIME …; rules as text in PATTERN.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>What is wrong, by the same names.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; init; } = [];

    /// <summary>The names of the form's fields.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "MODEL_TYPE",
        "PREDICT_TYPE",
        "START_TIME",
        "END_TIME",
        "INPUT_SCHEMA",
        "INPUT_TABLE",
        "QUEUE",
        "COUNTDOWN",
        "PATTERN",
    ];

    /// <summary>An empty form.</summary>
    public static NewTaskForm Empty { get; } = new() { Values = new Dictionary<string, string>() };

    /// <summary>A field's text, empty where nothing was typed.</summary>
    public string this[string name] => Values.GetValueOrDefault(name, "");

    /// <summary>The request that it means, and what is wrong before the API is asked.</summary>
    public (CreateTaskRequest Request, IReadOnlyList<Mistake> Mistakes) Read(Words words)
    {
        var (pattern, mistakes) = RuleText.Read(this["PATTERN"], this["MODEL_TYPE"] != "rule_model", words);
        foreach (string name in (string[])["START_TIME", "END_TIME"])
            if (this[name].Length == 0)
                mistakes.Add(new Mistake(name, words["New.NoDate"]));
        int countdown = 0;
        bool hasCountdown = this["COUNTDOWN"].Length > 0;
        if (hasCountdown && !int.TryParse(this["COUNTDOWN"], NumberStyles.None, CultureInfo.InvariantCulture, out countdown))
            mistakes.Add(new Mistake("COUNTDOWN", words["New.BadCountdown"]));
        var request = new CreateTaskRequest
        {
            ModelType = Given("MODEL_TYPE"),
            PredictType = Given("PREDICT_TYPE"),
            StartTime = this["START_TIME"],
            EndTime = this["END_TIME"],
            InputSchema = Given("INPUT_SCHEMA"),
            InputTable = Given("INPUT_TABLE"),
            Queue = Given("QUEUE"),
            Countdown = hasCountdown ? countdown : null,
            Pattern = pattern,
        };
        return (request, mistakes);
    }

    private string? Given(string name) => this[name].Length == 0 ? null : this[name];
}
