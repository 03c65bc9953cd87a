namespace Audience.Jobs.Leases;

/// <summary>What a piece of work belongs to: the row of a task, a model or a dump, and the status in which its pieces are wanted.</summary>
/// <param name="Table">The table of the saga, or of what has none.</param>
/// <param name="Key">The column of its id.</param>
/// <param name="Status">The column that says whether the pieces are wanted.</param>
/// <param name="Wanted">The value of that column while they are.</param>
/// <param name="HasSaga">Whether a saga goes on when a piece is done; without one, its only piece is all that there is.</param>
public sealed record WorkParent(string Table, string Key, string Status, string Wanted, bool HasSaga = true);

/// <summary>The row that a piece of work is about, which keeps its results once the piece is done.</summary>
/// <param name="Table">A table with the columns task_id, status and error.</param>
/// <param name="Key">The column that, with task_id, names the row.</param>
public sealed record WorkSubject(string Table, string Key);

/// <summary>A kind of work. All kinds are done in one way: as items of the table <c>work_item</c>, under a lease.</summary>
/// <param name="Name">As work_item.kind has it.</param>
/// <param name="Parent">What its items belong to.</param>
/// <param name="Subject">The row that an item is about; null where an item has none but itself.</param>
public sealed record WorkKind(string Name, WorkParent Parent, WorkSubject? Subject = null)
{
    private static readonly WorkParent s_pendingTask = new("state", "task_id", "stat", "PENDING");

    /// <summary>Cuts the next stretch of a task's range into chunks.</summary>
    public static readonly WorkKind Plan = new("plan", s_pendingTask);

    /// <summary>Labels a chunk; its key is the chunk's number.</summary>
    public static readonly WorkKind Label = new("label", s_pendingTask, new("task_chunk", "seq"));

    /// <summary>Produces a source group; its key is the group's name.</summary>
    public static readonly WorkKind Produce = new("produce", new("state", "task_id", "stat", "SUCCESS"), new("task_group", "group_name"));

    /// <summary>Takes a run's rows over into its schedule's panels; its ordinal is the run's number.</summary>
    public static readonly WorkKind Series = new("series", new("state", "task_id", "stat", "SUCCESS"));

    /// <summary>Deletes a task with its rows.</summary>
    public static readonly WorkKind Delete = new("delete", new("state", "task_id", "phase", "deleting"));

    /// <summary>Makes a dump group; its key is the group's name.</summary>
    public static readonly WorkKind Dump = new("dump", new("dump", "dump_id", "status", "dumping"), new("dump_group", "group_name"));

    /// <summary>Compares two tasks.</summary>
    public static readonly WorkKind Compare = new(
        "compare",
        new("task_comparison", "comparison_id", "status", "comparing", HasSaga: false)
    );

    /// <summary>Prepares a model; its key is <see cref="Audience.Data.Models.ModelStep.Train"/>.</summary>
    public static readonly WorkKind Train = new(
        "train",
        new("model_status", "task_id", "training_status", "started"),
        new("model_work", "step")
    );

    /// <summary>Tests a model; its key is <see cref="Audience.Data.Models.ModelStep.Test"/>.</summary>
    public static readonly WorkKind Test = new("test", new("model_status", "task_id", "ext_status", "started"), new("model_work", "step"));

    /// <summary>Looks for documents of a data set whose labels are probably wrong.</summary>
    public static readonly WorkKind Suspects = new("suspects", new("data_set_review", "review_id", "status", "started", HasSaga: false));

    /// <summary>Looks for posts that are worth labelling next.</summary>
    public static readonly WorkKind Next = new("next", Suspects.Parent);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<WorkKind> All = [Plan, Label, Produce, Series, Delete, Dump, Compare, Train, Test, Suspects, Next];

    /// <summary>The kind of a name.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static WorkKind Of(string name) => All.First(kind => kind.Name == name);
}
