using static Audience.Data.Schema.ColumnType;

namespace Audience.Data.Schema;

/// <summary>What worker processes say of themselves, in the configured OUTPUT_SCHEMA.</summary>
public static class WorkerTables
{
    /// <summary>A row per service that one worker leads for all: which one, and until when, by the server's clock.</summary>
    public static readonly TableDefinition Leader = new(
        "leader",
        [new("name", Name, Nullable: false), new("owner", TaskId), new("lease_until", Long, Nullable: false)],
        ["name"]
    );

    /// <summary>A row per worker process that lived within the last day.</summary>
    public static readonly TableDefinition Worker = new(
        "worker",
        [
            new("worker_id", TaskId, Nullable: false),
            new("kind", Name, Nullable: false),
            new("host", Name, Nullable: false),
            new("version", Name, Nullable: false),
            new("queues", Text, Nullable: false),
            new("started_at", Long, Nullable: false),
            new("seen_at", Long, Nullable: false),
            new("holds", Text, Nullable: false),
            new("posts_per_second", ColumnType.Double, Nullable: false),
        ],
        ["worker_id"]
    );

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TableDefinition> All = [Worker, Leader];
}
