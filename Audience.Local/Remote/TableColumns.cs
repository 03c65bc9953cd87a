using Spectre.Console;

namespace Audience.Local.Remote;

/// <summary>Columns of tables that are to fit a terminal of 80 columns.</summary>
internal static class TableColumns
{
    /// <summary>Adds columns of figures, ids or times, which are not broken over lines: names and texts beside them are.</summary>
    public static Table AddWhole(this Table table, params string[] names)
    {
        foreach (string name in names)
            table.AddColumn(new TableColumn(name).NoWrap());
        return table;
    }
}
