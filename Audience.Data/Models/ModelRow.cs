using System.Globalization;
using Audience.Contracts.Models;

namespace Audience.Data.Models;

/// <summary>A row of <c>model_status</c>.</summary>
public sealed record ModelRow
{
    internal const string Columns =
        "m.task_id AS TaskId, m.model_name AS ModelName, m.training_status AS TrainingStatus, "
        + "m.ext_status AS ExtStatus, m.feature AS Feature, m.model_path AS ModelPath, "
        + "m.error_message AS ErrorMessage, m.create_time AS CreateTime, m.job_id AS "
        + "JobId, m.queue AS Queue, m.artefact AS Artefact, m.model_id AS ModelId, "
        + "(SELECT w.progress FROM model_work w WHERE w.task_id = m.task_id AND w.step "
        + "= CASE WHEN m.ext_status IS NULL THEN 'train' ELSE 'test' END) AS Progress";

    /// <summary>32 hexadecimal digits; the version's own.</summary>
    public required string TaskId { get; init; }

    /// <summary>What callers know the model by, where that is not <see cref="TaskId"/>.</summary>
    public string? ModelId { get; init; }
    public string? ModelName { get; init; }

    /// <summary>See <see cref="ModelStat"/>.</summary>
    public string? TrainingStatus { get; init; }
    public string? ExtStatus { get; init; }
    public string? Feature { get; init; }
    public string? ModelPath { get; init; }
    public string? ErrorMessage { get; init; }
    public DateTime? CreateTime { get; init; }
    public long? JobId { get; init; }
    public string? Queue { get; init; }

    /// <summary>The hash of the model's bytes; null until it is ready.</summary>
    public string? Artefact { get; init; }
    public double? Progress { get; init; }

    /// <summary>Whether posts can be labelled with it.</summary>
    public bool IsReady => TrainingStatus is ModelStat.Finished or ModelStat.Untrainable && Artefact is not null;

    /// <summary>As the contract shows it.</summary>
    public ModelStatus ToStatus() =>
        new()
        {
            TaskId = ModelId ?? TaskId,
            ModelName = ModelName,
            TrainingStatus = TrainingStatus,
            ExtStatus = ExtStatus,
            Feature = Feature,
            ModelPath = ModelPath,
            ErrorMessage = ErrorMessage,
            CreateTime = CreateTime?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            JobId = JobId,
            Progress = TrainingStatus is ModelStat.Finished or ModelStat.Untrainable && ExtStatus is null ? 1 : Progress ?? 0,
        };
}
