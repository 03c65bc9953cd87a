using System.Data.Common;
using System.Globalization;
using System.Text;
using Audience.Data.Files;
using Audience.Data.Schema;
using Dapper;

namespace Audience.Data.Exports;

/// <summary>Reads all rows of a task's result tables as a stream: memory does not grow with them.</summary>
public sealed class ResultExport(OutputDatabase database)
{
    private static readonly string[] s_columns =
    [
        "source_group",
        "id",
        "source_author",
        "panel",
        "create_time",
        "field_content",
        "match_content",
    ];

    private const int FlushBytes = 256 * 1024,
        MostlyEnough = 512,
        Time = 4,
        Score = 7;

    /// <summary>The columns of a row; the first is the source group.</summary>
    public static IReadOnlyList<string> Columns(ResultRows rows) => rows.HasScores ? [.. s_columns, ResultTables.Score] : s_columns;

    /// <summary>Writes the rows, in the order of the tables and of what was labelled.</summary>
    /// <param name="rows">Which.</param>
    /// <param name="writer">Writes them.</param>
    /// <param name="flush">Takes what was written, whenever enough has gathered; empties the buffer.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DbException">The database fails, or a table is gone.</exception>
    public async Task WriteAsync(ResultRows rows, RowWriter writer, Func<ByteBuffer, Task> flush, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (string group in rows.Groups)
            await WriteAsync(connection, rows, group, writer, flush, cancellationToken);
        await flush(writer.Output);
    }

    private async Task WriteAsync(
        DbConnection connection,
        ResultRows rows,
        string group,
        RowWriter writer,
        Func<ByteBuffer, Task> flush,
        CancellationToken cancellationToken
    )
    {
        var columns = Columns(rows);
        string panel = rows.Panel is null ? "" : " AND l.panel = @Panel";
        var source = rows.IsPanels
            ? LabelSource.Panels(database, rows.Schema, group)
            : await LabelSource.OfAsync(database, connection, rows.TaskId, rows.Schema, group, cancellationToken);
        var command = new CommandDefinition(
            $"SELECT {string.Join(", ", columns.Skip(1).Select(c => "l." + c))} FROM {source.Sql} "
                + $"WHERE {source.Where}{panel}{source.Order}",
            new
            {
                taskId = rows.TaskId,
                group,
                rows.Panel,
            },
            // Of a client that reads slowly the database waits for long.
            commandTimeout: 0,
            flags: CommandFlags.None,
            cancellationToken: cancellationToken
        );
        await using var reader = await connection.ExecuteReaderAsync(command);
        byte[] groupName = Encoding.UTF8.GetBytes(group);
        byte[] field = new byte[MostlyEnough];
        while (await reader.ReadAsync(cancellationToken))
        {
            writer.Begin();
            writer.Add(groupName);
            for (int column = 1; column < columns.Count; column++)
                Add(reader, column, writer, ref field);
            writer.End();
            if (writer.Output.Length >= FlushBytes)
                await flush(writer.Output);
        }
    }

    private static void Add(DbDataReader reader, int column, RowWriter writer, ref byte[] field)
    {
        if (reader.IsDBNull(column - 1))
            writer.AddNull();
        else if (column == Time)
            AddTime(reader.GetDateTime(column - 1), writer);
        else if (column == Score)
            writer.Add(
                Encoding.UTF8.GetBytes(
                    reader.GetDouble(column - 1).ToString($"F{ResultTables.ScoreDecimals}", CultureInfo.InvariantCulture)
                )
            );
        else
        {
            // First: it may take a larger array.
            int size = Read(reader, column - 1, ref field);
            writer.Add(field.AsSpan(0, size));
        }
    }

    // One call where the field is short: each of them costs as much as the copying.
    private static int Read(DbDataReader reader, int column, ref byte[] field)
    {
        int size = (int)reader.GetBytes(column, 0, field, 0, field.Length);
        if (size < field.Length)
            return size;
        size = (int)reader.GetBytes(column, 0, null, 0, 0);
        if (field.Length <= size)
            field = new byte[size + 1];
        return (int)reader.GetBytes(column, 0, field, 0, size);
    }

    private static void AddTime(DateTime time, RowWriter writer)
    {
        Span<byte> text = stackalloc byte[27];
        bool whole = time.Ticks % TimeSpan.TicksPerSecond == 0;
        time.TryFormat(text, out int size, whole ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        writer.Add(text[..size]);
    }
}

/// <summary>Which rows of a task are read.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Schema">Where its tables are.</param>
/// <param name="Groups">The source groups.</param>
/// <param name="IsPanels">The rows of production tables rather than of label tables.</param>
/// <param name="Panel">Only those of this panel; null for all.</param>
/// <param name="HasScores">Whether the rows carry probabilities.</param>
public sealed record ResultRows(string TaskId, string Schema, IReadOnlyList<string> Groups, bool IsPanels, string? Panel, bool HasScores);
