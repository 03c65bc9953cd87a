using System.Security.Cryptography;
using System.Text;
using Audience.Data.Schema;

namespace Audience.Data.Dumps;

/// <summary>What the tables and files of a dump group are called.</summary>
public static class DumpNames
{
    /// <summary>Last year's table, and the table in the file: <c>wh_panel_mapping_fb</c>.</summary>
    public static string Table(string group) => ResultTables.ProductionName(group);

    /// <summary>The table that a dump makes: <c>wh_panel_mapping_fb_dump</c>.</summary>
    public static string DumpTable(string group) => Table(group) + "_dump";

    /// <summary>
    /// The table that one attempt builds before it takes its place. Dump and attempt are in its name, so that attempts do not meet,
    /// and a digest
    /// of the group, as the name of a long one is cut.
    /// </summary>
    public static string Building(string group, string dumpId, int attempt)
    {
        string table = DumpTable(group),
            digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(group)))[..8];
        return $"{table[..Math.Min(36, table.Length)]}_{digest}_{dumpId[..8]}_{attempt}";
    }

    /// <summary>The file: <c>wh_panel_mapping_fb.zip</c>.</summary>
    public static string Zip(string group) => Table(group) + ".zip";
}
