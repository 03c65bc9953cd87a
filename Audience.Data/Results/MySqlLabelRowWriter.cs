using System.Data.Common;
using Audience.Data.Servers;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Audience.Data.Results;

/// <summary>LOAD DATA LOCAL; where the server or the connection forbids it, INSERT of many rows at once, and one line in the log.</summary>
public sealed class MySqlLabelRowWriter(ILogger log) : ILabelRowWriter
{
    private volatile bool _loadRefused;

    public async Task WriteAsync(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        LabelRows rows,
        CancellationToken cancellationToken
    )
    {
        var server = (MySqlConnection)connection;
        // LOAD DATA LOCAL turns errors into warnings, whatever the sql_mode: they and the count tell.
        using var warnings = new MySqlWarnings(server);
        int written = _loadRefused
            ? await MySqlLabelRowInsert.RunAsync(server, transaction, table, rows, cancellationToken)
            : await LoadOrInsertAsync(server, transaction, table, rows, cancellationToken);
        if (warnings.First is { } warning)
            throw new InvalidDataException(
                $"{table} would store something else than what was found in chunk {rows.Origin.Chunk}, "
                    + $"rows {rows.FirstSeq} to {rows.FirstSeq + rows.Count - 1}: {warning}"
            );
        if (written != rows.Count)
            throw new InvalidDataException($"{table} took {written} of {rows.Count} rows of chunk {rows.Origin.Chunk}");
    }

    private async Task<int> LoadOrInsertAsync(
        MySqlConnection connection,
        DbTransaction transaction,
        string table,
        LabelRows rows,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var stream = new LabelRowStream(rows);
            var loader = new MySqlBulkLoader(connection)
            {
                TableName = table,
                SourceStream = stream,
                Local = true,
                // Escapes and ends are single bytes in UTF-8 too, so the server need not tell characters apart to find them; each
                // column still checks its text.
                CharacterSet = "binary",
                FieldTerminator = "\t",
                LineTerminator = "\n",
                EscapeCharacter = '\\',
                Timeout = 0,
            };
            loader.Columns.AddRange(stream.Columns);
            loader.Expressions.AddRange(stream.Expressions);
            return await loader.LoadAsync(cancellationToken);
        }
        catch (Exception e) when (MySqlErrors.IsLoadDataOff(e))
        {
            _loadRefused = true;
            log.LogWarning(
                "The output server refuses LOAD DATA LOCAL ({Reason}), so label rows are written "
                    + "with INSERT, which is slower. Set local_infile=1 on the server to speed it up",
                e.Message
            );
            return await MySqlLabelRowInsert.RunAsync(connection, transaction, table, rows, cancellationToken);
        }
    }
}
