using System.Text.Json;
using Audience.Contracts.Tasks;
using Audience.Data.Models;
using Audience.Data.Tasks;

namespace Audience.Api.Tasks;

/// <summary>A create_task body that is well-formed: every field is there and of its type, and what is left out has its default.</summary>
public sealed record TaskFields
{
    /// <summary>START_TIME and END_TIME as they were sent.</summary>
    public required (string Start, string End) Range { get; init; }

    /// <summary>The same as times.</summary>
    public required (DateTime From, DateTime To) Times { get; init; }

    /// <summary>PATTERN; null where it is left out or empty.</summary>
    public JsonElement? Pattern { get; init; }

    /// <summary>MODEL_TYPE; null where it is left out.</summary>
    public string? ModelType { get; init; }

    /// <summary>PREDICT_TYPE; null where it is left out.</summary>
    public string? PredictType { get; init; }

    /// <summary>FOLD; empty where it is left out.</summary>
    public IReadOnlyList<string> Fold { get; init; } = [];

    /// <summary>DATASET_NO as it was sent; null where it is left out.</summary>
    public string? RuleSet { get; init; }

    /// <summary>RULE_REPORT, or its default.</summary>
    public required bool RuleReport { get; init; }

    /// <summary>SCORE; false where it is left out.</summary>
    public bool Score { get; init; }

    /// <summary>MIN_PROBABILITY; null where it is left out.</summary>
    public double? MinProbability { get; init; }

    public required string InputSchema { get; init; }
    public required string InputTable { get; init; }
    public required string OutputSchema { get; init; }
    public required string Queue { get; init; }

    /// <summary>COUNTDOWN in seconds.</summary>
    public required int Countdown { get; init; }

    /// <summary>SITE_CONFIG; null where it is left out.</summary>
    public SiteConfig? Site { get; init; }

    /// <summary>PRIORITY, or normal.</summary>
    public TaskPriority Priority { get; init; } = TaskPriority.Normal;

    /// <summary>KEEP_DAYS; null where it is left out.</summary>
    public int? KeepDays { get; init; }

    /// <summary>CALLBACK_URL; null where it is left out or empty.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>TASK_ID as it was sent; null where it is left out.</summary>
    public string? TaskId { get; init; }

    /// <summary>The prepared models of MODEL_ID_LIST and MODEL_JOB_ID, in order.</summary>
    public required IReadOnlyList<ModelId> Models { get; init; }
}
