using Dapper;
using MySqlConnector;

namespace Audience.Testing.Schedules;

/// <summary>
/// Everything that a task has left: every figure of its state row but for times, and every row of every result table and of its report.
/// </summary>
/// <param name="Figures">By column.</param>
/// <param name="Tables">Rows by table, without the task's id, in the order of their texts; tables without a row are left out.</param>
public sealed record TaskSnapshot(IReadOnlyDictionary<string, string> Figures, IReadOnlyDictionary<string, IReadOnlyList<string>> Tables)
{
    private static readonly string[] s_figures =
    [
        "stat",
        "prod_stat",
        "phase",
        "progress",
        "model_type",
        "predict_type",
        "date_range",
        "target_table",
        "length_receive_table",
        "skipped",
        "length_output_table",
        "length_prod_table",
        "result",
        "uniq_source_author",
        "rate_of_label",
        "check_point",
        "error_message",
    ];

    // What rules did, chunk by chunk, what panels came to, and who is in them.
    private static readonly (string Table, string Columns)[] s_reports =
    [
        ("task_chunk_report", "seq, part, HEX(figures)"),
        ("task_group_panel", "group_name, panel, other, authors, lost"),
        ("task_group_member", "group_name, part, panels, HEX(members)"),
    ];

    /// <summary>Reads it.</summary>
    public static async Task<TaskSnapshot> ReadAsync(MySqlConnection connection, string taskId)
    {
        var state = (IDictionary<string, object?>?)
            await connection.QuerySingleOrDefaultAsync(
                $"SELECT {string.Join(", ", s_figures)} FROM state WHERE task_id = @taskId",
                new { taskId }
            );
        var tables = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (
            string table in await connection.QueryAsync<string>(
                "SELECT TABLE_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'match_content'"
            )
        )
        {
            var rows = (
                await connection.QueryAsync<string>(
                    "SELECT CONCAT_WS('|', id, source_author, panel, create_time, "
                        + "field_content, match_content, chunk_seq, row_seq, author_hash) "
                        + $"FROM `{table}` WHERE task_id = @taskId",
                    new { taskId }
                )
            )
                .Order(StringComparer.Ordinal)
                .ToList();
            if (rows.Count > 0)
                tables.Add(table, rows);
        }
        foreach (var (table, columns) in s_reports)
        {
            var rows = await connection.QueryAsync<string>(
                $"SELECT CONCAT_WS('|', {columns}) FROM {table} WHERE task_id = @taskId",
                new { taskId }
            );
            if (rows.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } lines)
                tables.Add(table, lines);
        }
        return new TaskSnapshot(state?.ToDictionary(f => f.Key, f => f.Value?.ToString() ?? "") ?? [], tables);
    }

    /// <summary>How another one differs from this, a line each; none where it does not.</summary>
    public IEnumerable<string> DifferencesOf(TaskSnapshot other)
    {
        foreach (var (name, value) in Figures)
            if (other.Figures.GetValueOrDefault(name, "missing") is var found && found != value)
                yield return $"{name} is '{found}' instead of '{value}'";
        foreach (string table in Tables.Keys.Union(other.Tables.Keys))
        {
            var (expected, found) = (Tables.GetValueOrDefault(table, []), other.Tables.GetValueOrDefault(table, []));
            if (expected.SequenceEqual(found))
                continue;
            string? missing = expected.Except(found).FirstOrDefault(),
                more = found.Except(expected).FirstOrDefault();
            yield return $"{table} has {found.Count} rows instead of {expected.Count}; "
                + $"missing: {missing ?? "none"}; too many: {more ?? "none"}";
        }
    }
}
