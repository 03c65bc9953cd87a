using Audience.Data.Schema;

namespace Audience.Data.Dumps;

/// <summary>What the tables and files of a dump group are called.</summary>
public static class DumpNames
{
    /// <summary>Last year's table, and the table in the file: <c>wh_panel_mapping_fb</c>.</summary>
    public static string Table(string group) => ResultTables.ProductionName(group);

    /// <summary>The table that a dump makes: <c>wh_panel_mapping_fb_dump</c>.</summary>
    public static string DumpTable(string group) => Table(group) + "_dump";

    /// <summary>The table that one attempt builds before it takes its place; dump and attempt are in its name, so that attempts do not meet.</summary>
    public static string Building(string group, string dumpId, int attempt) => $"{DumpTable(group)[..Math.Min(44, DumpTable(group).Length)]}_{dumpId[..8]}_{attempt}";

    /// <summary>The file: <c>wh_panel_mapping_fb.zip</c>.</summary>
    public static string Zip(string group) => Table(group) + ".zip";
}
