namespace Audience.Data.Tasks;

/// <summary>A task's share of the workers; its value is the share beside those of others.</summary>
public enum TaskPriority
{
    /// <summary>Half of what a normal one has.</summary>
    Low = 1,

    /// <summary>What tasks have that say nothing.</summary>
    Normal = 2,

    /// <summary>Twice what a normal one has.</summary>
    High = 4,
}

/// <summary>Priorities by the names that callers use.</summary>
public static class PriorityNames
{
    /// <summary>As <c>state.priority</c> and callers have it: <c>low</c>, <c>normal</c>, <c>high</c>.</summary>
    public static string Of(TaskPriority priority) =>
        priority switch
        {
            TaskPriority.Low => "low",
            TaskPriority.High => "high",
            _ => "normal",
        };

    /// <summary>The priority of a name, in any case; null where there is none of that name.</summary>
    public static TaskPriority? Parse(string name) =>
        name.ToLowerInvariant() switch
        {
            "low" => TaskPriority.Low,
            "normal" => TaskPriority.Normal,
            "high" => TaskPriority.High,
            _ => null,
        };
}
