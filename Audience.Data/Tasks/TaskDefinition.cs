using System.Text.Json.Serialization;
using Audience.Contracts.Tasks;

namespace Audience.Data.Tasks;

/// <summary>What a task does: fixed when it is created.</summary>
public sealed record TaskDefinition
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string TaskId { get; init; }

    /// <summary>keyword_model or rule_model.</summary>
    public required string ModelType { get; init; }

    /// <summary>The labelled column (author, content …); of a task whose models look at several, all, with commas between them.</summary>
    public required string PredictType { get; init; }

    /// <summary>
    /// The column that each part looks at, PATTERN first where there is one, then <see cref="Artefacts"/>; empty where all look at
    /// <see cref="PredictType"/>.
    /// </summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Start of the range, inclusive.</summary>
    public required DateTime Start { get; init; }

    /// <summary>End of the range, exclusive.</summary>
    public required DateTime End { get; init; }

    /// <summary>START_TIME and END_TIME as given.</summary>
    public required string DateRange { get; init; }

    /// <summary>Source schema.</summary>
    public required string InputSchema { get; init; }

    /// <summary>Source table.</summary>
    public required string InputTable { get; init; }

    /// <summary>Where results go.</summary>
    public required string OutputSchema { get; init; }

    /// <summary>Seconds between labelling and production.</summary>
    public required int Countdown { get; init; }

    /// <summary>The queue whose workers label.</summary>
    public required string Queue { get; init; }

    /// <summary>The content hashes of the prepared models to label with, fixed at creation; empty where PATTERN alone labels.</summary>
    public IReadOnlyList<string> Artefacts { get; init; } = [];

    /// <summary>How keywords and texts are folded before they are compared, by the names of FOLD; empty where they are not.</summary>
    public IReadOnlyList<string> Fold { get; init; } = [];

    /// <summary>Whether what each rule and label does is counted (RULE_REPORT).</summary>
    public bool RuleReport { get; init; }

    /// <summary>Whether label rows carry the probabilities of learned labels (SCORE).</summary>
    public bool Score { get; init; }

    /// <summary>The least probability, 0 to 1, with which a learned label counts (MIN_PROBABILITY); null where all count.</summary>
    public double? MinProbability { get; init; }

    /// <summary>Whether learned models have to tell how probable their labels are.</summary>
    [JsonIgnore]
    public bool NeedsProbabilities => Score || MinProbability is not null;

    /// <summary>How many days after its end the task is deleted (KEEP_DAYS); null where it is kept.</summary>
    public int? KeepDays { get; init; }

    /// <summary>Its share of the workers (PRIORITY).</summary>
    public TaskPriority Priority { get; init; } = TaskPriority.Normal;

    /// <summary>Whether its posts are counted by their time: it is a run of a schedule, which tells how many came late.</summary>
    public bool CountTimes { get; init; }

    /// <summary>Whom to tell that the task has ended (CALLBACK_URL); null for nobody.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>The source connection, where it is not the configured one. Stored apart, encrypted.</summary>
    [JsonIgnore]
    public SiteConfig? SiteConfig { get; init; }

    /// <summary>PATTERN as JSON text, or null where prepared models alone label. Stored apart, compressed.</summary>
    [JsonIgnore]
    public string? Pattern { get; init; }
}
