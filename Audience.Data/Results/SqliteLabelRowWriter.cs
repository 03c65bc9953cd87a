using System.Data.Common;
using System.Text;
using Audience.Data.Schema;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Audience.Data.Results;

/// <summary>
/// One prepared INSERT, executed row by row: in SQLite there is no faster way. Texts are bound as the UTF-8 bytes that they are; by way
/// of the driver's parameters, each would be made a string and back.
/// </summary>
public sealed class SqliteLabelRowWriter : ILabelRowWriter
{
    private const int RowsBetweenLooks = 1_024;

    public Task WriteAsync(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        LabelRows rows,
        CancellationToken cancellationToken
    )
    {
        var database = ((SqliteConnection)connection).Handle!;
        bool scores = rows.Origin.Scores;
        string sql =
            $"INSERT INTO {table} ({ResultTables.ColumnList}{(scores ? $", {ResultTables.Score}" : "")}) "
            + $"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?{(scores ? ", ?" : "")})";
        Check(database, raw.sqlite3_prepare_v2(database, sql, out var statement));
        using (statement)
        {
            Check(database, raw.sqlite3_bind_text(statement, 2, Encoding.UTF8.GetBytes(rows.Origin.TaskId)));
            Check(database, raw.sqlite3_bind_int(statement, 8, rows.Origin.Chunk));
            for (int index = 0; index < rows.Count; index++)
            {
                if (index % RowsBetweenLooks == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                Insert(database, statement, rows[index], scores);
            }
        }
        return Task.CompletedTask;
    }

    private static void Insert(sqlite3 database, sqlite3_stmt statement, LabelRow row, bool scores)
    {
        Bind(database, statement, 1, row.Id);
        Bind(database, statement, 3, row.SourceAuthor);
        Bind(database, statement, 4, row.Panel);
        Bind(database, statement, 5, row.Time);
        Bind(database, statement, 6, row.Source);
        Bind(database, statement, 7, row.Match);
        Check(database, raw.sqlite3_bind_int(statement, 9, row.Seq));
        Check(database, raw.sqlite3_bind_int64(statement, 10, row.AuthorHash));
        if (scores)
            Check(
                database,
                double.IsNaN(row.Score)
                    ? raw.sqlite3_bind_null(statement, 11)
                    : raw.sqlite3_bind_double(statement, 11, Math.Round(row.Score, ResultTables.ScoreDecimals))
            );
        if (raw.sqlite3_step(statement) is var step && step != raw.SQLITE_DONE)
            Throw(database, step);
        Check(database, raw.sqlite3_reset(statement));
    }

    // A span of no bytes has no address, which SQLite takes for NULL.
    private static void Bind(sqlite3 database, sqlite3_stmt statement, int index, ReadOnlySpan<byte> text) =>
        Check(database, text.IsEmpty ? raw.sqlite3_bind_text(statement, index, "") : raw.sqlite3_bind_text(statement, index, text));

    private static void Check(sqlite3 database, int result)
    {
        if (result != raw.SQLITE_OK)
            Throw(database, result);
    }

    private static void Throw(sqlite3 database, int result) =>
        throw new SqliteException(
            $"SQLite Error {result}: '{raw.sqlite3_errmsg(database).utf8_to_string()}'.",
            result & 0xFF,
            raw.sqlite3_extended_errcode(database)
        );
}
