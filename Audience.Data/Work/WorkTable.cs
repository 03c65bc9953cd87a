namespace Audience.Data.Work;

/// <summary>A table whose rows are pieces of work that any worker may take: chunks to label, groups to produce or to dump, models to train or to test.</summary>
/// <param name="Name">The table; its column task_id holds the key of the parent that a piece belongs to.</param>
/// <param name="Key">The column that, with task_id, names a piece.</param>
/// <param name="Parent">What the pieces are of, and the column that says whether it is still wanted.</param>
/// <param name="ActiveStatus">The value of that column while the pieces are to be done.</param>
public sealed record WorkTable(string Name, string Key, (string Table, string Key, string Status) Parent, string ActiveStatus)
{
    /// <summary>The columns of the parent that tell whether any piece in this table may be in work: more than one where the table holds pieces of several kinds.</summary>
    public IReadOnlyList<string> Statuses { get; private init; } = [Parent.Status];

    /// <summary>Chunks of a task, by number.</summary>
    public static readonly WorkTable Chunks = new("task_chunk", "seq", ("state", "task_id", "stat"), "PENDING");

    /// <summary>Source groups of a task, by name.</summary>
    public static readonly WorkTable Groups = new("task_group", "group_name", ("state", "task_id", "stat"), "SUCCESS");

    /// <summary>Dump groups of a dump, by name.</summary>
    public static readonly WorkTable DumpGroups = new("dump_group", "group_name", ("dump", "dump_id", "status"), "dumping");

    /// <summary>The training of a model; its key is <see cref="Models.ModelStep.Train"/>.</summary>
    public static readonly WorkTable ModelTraining = new("model_work", "step", ("model_status", "task_id", "training_status"), "started")
    {
        Statuses = ["training_status", "ext_status"],
    };

    /// <summary>The testing of a model; its key is <see cref="Models.ModelStep.Test"/>.</summary>
    public static readonly WorkTable ModelTesting = new("model_work", "step", ("model_status", "task_id", "ext_status"), "started")
    {
        Statuses = ["training_status", "ext_status"],
    };
}

/// <summary>Values of a piece of work's <c>status</c>.</summary>
public static class WorkStatus
{
    /// <summary>Nobody has been told to do it.</summary>
    public const string Pending = "pending";

    /// <summary>A command for it is on its way.</summary>
    public const string Sent = "sent";

    /// <summary>A worker holds it until its lease ends.</summary>
    public const string Running = "running";

    /// <summary>Its results are committed.</summary>
    public const string Done = "done";

    /// <summary>It failed too often.</summary>
    public const string Failed = "failed";
}

/// <summary>A worker's claim on a piece of work.</summary>
/// <param name="Table">Where the piece is.</param>
/// <param name="TaskId">32 hexadecimal digits.</param>
/// <param name="Key">The piece: a chunk's number or a group's name.</param>
/// <param name="Owner">Unique to this claim: a later one has another.</param>
/// <param name="Attempt">1 for the first.</param>
public sealed record WorkClaim(WorkTable Table, string TaskId, object Key, string Owner, int Attempt);
