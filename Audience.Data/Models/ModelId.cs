using System.Globalization;

namespace Audience.Data.Models;

/// <summary>How callers name a model: by the frontend's job id, or by a task id; several versions may share either.</summary>
/// <param name="JobId">The job id, or null.</param>
/// <param name="TaskId">32 lower-case hexadecimal digits, or null.</param>
public readonly record struct ModelId(long? JobId, string? TaskId)
{
    /// <summary>Reads 32 hexadecimal digits as a task id, anything else as a job id.</summary>
    public static bool TryParse(string text, out ModelId id)
    {
        id = default;
        if (Audience.Contracts.Tasks.TaskId.TryParse(text, out var guid))
            id = new ModelId(null, Audience.Contracts.Tasks.TaskId.Format(guid));
        else if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int job))
            id = new ModelId(job, null);
        else
            return false;
        return true;
    }

    /// <summary>As the caller named it.</summary>
    public override string ToString() => TaskId ?? JobId?.ToString(CultureInfo.InvariantCulture) ?? "";

    internal string Condition => TaskId is null ? "m.job_id = @JobId" : "(m.task_id = @TaskId OR m.model_id = @TaskId)";
}
