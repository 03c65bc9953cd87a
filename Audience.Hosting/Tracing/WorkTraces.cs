using System.Diagnostics;
using Audience.Data.Work;

namespace Audience.Hosting.Tracing;

/// <summary>Spans of the work itself, below those of the broker's.</summary>
public static class WorkTraces
{
    /// <summary>The source's name.</summary>
    public const string Name = "Audience";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins the span of an attempt at a piece of work; null where nobody listens.</summary>
    public static Activity? Begin(WorkClaim claim) =>
        Source
            .StartActivity(claim.Table.Name)
            ?.SetTag("audience.task_id", claim.TaskId)
            .SetTag("audience.key", claim.Key)
            .SetTag("audience.attempt", claim.Attempt);
}
