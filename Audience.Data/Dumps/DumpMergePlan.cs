namespace Audience.Data.Dumps;

/// <summary>What one dump group's table is made of.</summary>
/// <param name="OutputDatabase">Where the table is.</param>
/// <param name="Table">The table to fill.</param>
/// <param name="Panels">The panels of the dump's conflict group.</param>
/// <param name="CreateTime">The time of panels that are new.</param>
/// <param name="Sources">The tasks' production rows, in the order of TASK_IDS.</param>
/// <param name="Old">Last year's table, or null.</param>
public sealed record DumpMergePlan(
    string OutputDatabase,
    string Table,
    IReadOnlyList<string> Panels,
    DateTime CreateTime,
    IReadOnlyList<DumpSource> Sources,
    OldTable? Old
);

/// <summary>The production rows of one task and source group.</summary>
/// <param name="Schema">The task's OUTPUT_SCHEMA.</param>
/// <param name="SourceGroup">The source group.</param>
/// <param name="TaskId">32 hexadecimal digits.</param>
public sealed record DumpSource(string Schema, string SourceGroup, string TaskId);

/// <summary>Last year's panels of a dump group.</summary>
/// <param name="Schema">INPUT_DATABASE.</param>
/// <param name="Table"><c>wh_panel_mapping_fb</c>.</param>
/// <param name="Columns">Those it has; what it lacks becomes NULL.</param>
public sealed record OldTable(string Schema, string Table, IReadOnlySet<string> Columns);
