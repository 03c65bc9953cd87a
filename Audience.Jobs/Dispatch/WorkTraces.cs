using System.Diagnostics;
using Audience.Jobs.Leases;

namespace Audience.Jobs.Dispatch;

/// <summary>Spans of the work itself.</summary>
public static class WorkTraces
{
    /// <summary>The source's name.</summary>
    public const string Name = "Audience";

    private static readonly ActivitySource s_source = new(Name);

    /// <summary>Begins the span of an attempt at a piece of work; null where nobody listens.</summary>
    public static Activity? Begin(WorkClaim claim) =>
        s_source
            .StartActivity(claim.Kind.Name)
            ?.SetTag("audience.task_id", claim.TaskId)
            .SetTag("audience.key", claim.Key)
            .SetTag("audience.attempt", claim.Attempt);
}
