using System.Data.Common;
using System.Text;
using Audience.Data.Schema;
using Microsoft.Data.Sqlite;

namespace Audience.Data.Results;

/// <summary>One prepared INSERT, executed row by row: in SQLite there is no faster way.</summary>
public sealed class SqliteLabelRowWriter : ILabelRowWriter
{
    public async Task WriteAsync(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        LabelRows rows,
        CancellationToken cancellationToken
    )
    {
        using var command = ((SqliteConnection)connection).CreateCommand();
        command.Transaction = (SqliteTransaction)transaction;
        command.CommandText = $"INSERT INTO {table} ({ResultTables.ColumnList}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)";
        var values = Enumerable
            .Range(0, 10)
            .Select(i => command.Parameters.Add($"${i}", i < 7 ? SqliteType.Text : SqliteType.Integer))
            .ToArray();
        values[1].Value = rows.Origin.TaskId;
        values[7].Value = rows.Origin.Chunk;
        for (int index = 0; index < rows.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Bind(values, rows[index]);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void Bind(SqliteParameter[] values, LabelRow row)
    {
        values[0].Value = Encoding.UTF8.GetString(row.Id);
        values[2].Value = Encoding.UTF8.GetString(row.SourceAuthor);
        values[3].Value = Encoding.UTF8.GetString(row.Panel);
        values[4].Value = Encoding.UTF8.GetString(row.Time);
        values[5].Value = Encoding.UTF8.GetString(row.Source);
        values[6].Value = Encoding.UTF8.GetString(row.Match);
        values[8].Value = row.Seq;
        values[9].Value = row.AuthorHash;
    }
}
