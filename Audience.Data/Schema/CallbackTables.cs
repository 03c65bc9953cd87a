using static Audience.Data.Schema.ColumnType;

namespace Audience.Data.Schema;

/// <summary>The outbox of <c>/callbacks/</c>, in the configured OUTPUT_SCHEMA.</summary>
public static class CallbackTables
{
    /// <summary>
    /// A row per event that somebody is told of. While it is being sent, claim names the try, and due_at is when another worker takes over.
    /// All times are the server's clock, milliseconds since 1970.
    /// </summary>
    public static readonly TableDefinition Callback = new(
        "callback",
        [
            new("delivery_id", TaskId, Nullable: false),
            new("event_name", Name, Nullable: false),
            new("subject_id", TaskId, Nullable: false),
            new("url", Text, Nullable: false),
            // Host and port: what is away together is tried together.
            new("receiver", Name, Nullable: false),
            new("body", Text, Nullable: false),
            new("status", Name, Nullable: false),
            new("attempts", Int, Nullable: false, Default: "0"),
            new("created_at", Long, Nullable: false),
            new("due_at", Long, Nullable: false),
            new("give_up_at", Long, Nullable: false),
            new("claim", TaskId),
            new("error", Text),
            new("delivered_at", Long),
        ],
        ["delivery_id"],
        ["status", "receiver", "due_at"],
        ["status", "created_at"],
        ["created_at"],
        ["subject_id"]
    );

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TableDefinition> All = [Callback];
}
