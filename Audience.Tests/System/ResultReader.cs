using Dapper;

namespace Audience.Tests;

/// <summary>Reads result tables as any other program would.</summary>
internal static class ResultReader
{
    /// <summary>The rows of a table, in an order that does not depend on how they were written.</summary>
    public static async Task<IReadOnlyList<ReferenceRow>> RowsAsync(this TestSystem system, string table, string taskId)
    {
        await using var connection = await system.Output.OpenAsync(default);
        var rows = await connection.QueryAsync<(string, string, string, DateTime, string, string)>(
            "SELECT id, source_author, panel, create_time, field_content, match_content FROM "
                + $"{system.Output.Dialect.Table(system.Output.Schema, table)} WHERE task_id = @taskId",
            new { taskId }
        );
        return Sorted(rows.Select(r => new ReferenceRow(table, r.Item1, r.Item2, r.Item3, r.Item4, r.Item5, r.Item6)));
    }

    /// <summary>Rows in the order that <see cref="RowsAsync"/> returns them.</summary>
    public static IReadOnlyList<ReferenceRow> Sorted(IEnumerable<ReferenceRow> rows) =>
        [
            .. rows.OrderBy(r => r.Time)
                .ThenBy(r => r.Id, StringComparer.Ordinal)
                .ThenBy(r => r.SourceAuthor, StringComparer.Ordinal)
                .ThenBy(r => r.Panel, StringComparer.Ordinal)
                .ThenBy(r => r.Match, StringComparer.Ordinal),
        ];

    /// <summary>A number of the output database.</summary>
    public static async Task<long> CountAsync(this TestSystem system, string sql, object? values = null)
    {
        await using var connection = await system.Output.OpenAsync(default);
        return await connection.ExecuteScalarAsync<long>(sql, values);
    }
}
