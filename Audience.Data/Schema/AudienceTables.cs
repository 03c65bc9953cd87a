using static Audience.Data.Schema.ColumnType;

namespace Audience.Data.Schema;

/// <summary>The tables of <c>/audiences/</c>, in the configured OUTPUT_SCHEMA.</summary>
public static class AudienceTables
{
    /// <summary>A row per audience that is saved; its definition is JSON.</summary>
    public static readonly TableDefinition AudienceSet = new(
        "audience_set",
        [
            new("name", Name, Nullable: false),
            new("audience_id", TaskId, Nullable: false),
            new("definition", Text, Nullable: false),
            new("create_time", Time, Nullable: false),
        ],
        ["name"],
        ["audience_id"]
    );

    /// <summary>A row per size that an audience was found to have, where it differs from the one before.</summary>
    public static readonly TableDefinition AudienceSize = new(
        "audience_size",
        [
            new("audience_id", TaskId, Nullable: false),
            new("ordinal", Int, Nullable: false),
            new("count_time", Time, Nullable: false),
            new("authors", Long, Nullable: false),
            new("group_authors", Text, Nullable: false),
        ],
        ["audience_id", "ordinal"]
    );

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TableDefinition> All = [AudienceSet, AudienceSize];
}
