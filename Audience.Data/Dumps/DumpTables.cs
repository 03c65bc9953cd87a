using Audience.Data.Schema;
using static Audience.Data.Schema.ColumnType;

namespace Audience.Data.Dumps;

/// <summary>The form of a dump's tables: the contract's columns of a production table, numbered.</summary>
public static class DumpTables
{
    /// <summary>A table of that form.</summary>
    public static TableDefinition Result(string name) =>
        new(
            name,
            [
                new("row_no", Long, Nullable: false),
                new("id", Text),
                new("task_id", Name),
                new("source_author", Text),
                new("panel", Name),
                new("create_time", Time),
                new("field_content", Text),
                new("match_content", Text),
            ],
            ["row_no"]
        );
}
