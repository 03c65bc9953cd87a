namespace Audience.Jobs.Leases;

/// <summary>A worker's claim on a piece of work: the fence of all that it writes.</summary>
/// <param name="Kind">What kind of work.</param>
/// <param name="TaskId">The task, model or dump that the piece belongs to: 32 hexadecimal digits.</param>
/// <param name="Ordinal">The piece's number among those of its kind and parent, from 0.</param>
/// <param name="Key">What the piece is about: a chunk's number, a group's name or a model's step.</param>
/// <param name="Owner">Unique to this claim: a later one has another.</param>
/// <param name="Attempt">1 for the first.</param>
public sealed record WorkClaim(WorkKind Kind, string TaskId, int Ordinal, object Key, string Owner, int Attempt)
{
    /// <summary>How often it was put off in a row because something outside was away.</summary>
    public int Postponed { get; init; }

    /// <summary>How often it was begun, whether that counted or not: 1 for the first.</summary>
    public int Try => Attempt + Postponed;

    /// <summary>For logs.</summary>
    public override string ToString() => Kind.Subject is null ? $"{Kind.Name} of {TaskId}" : $"{Kind.Name} {Key} of {TaskId}";
}

/// <summary>Values of <c>work_item.status</c>, and of the status of the rows that items are about.</summary>
public static class WorkStatus
{
    /// <summary>Not begun: of a row that items are about.</summary>
    public const string Pending = "pending";

    /// <summary>To be done as soon as a slot is free and it is due.</summary>
    public const string Waiting = "waiting";

    /// <summary>A worker holds it until its lease ends.</summary>
    public const string Running = "running";

    /// <summary>Its results are committed. An item that is done is deleted; the row that it was about keeps this status.</summary>
    public const string Done = "done";

    /// <summary>It failed too often, or for a reason that no attempt can mend.</summary>
    public const string Failed = "failed";
}
