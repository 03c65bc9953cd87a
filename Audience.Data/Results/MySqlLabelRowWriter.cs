using System.Data.Common;
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
        int written = _loadRefused
            ? await MySqlLabelRowInsert.RunAsync((MySqlConnection)connection, transaction, table, rows, cancellationToken)
            : await LoadOrInsertAsync((MySqlConnection)connection, transaction, table, rows, cancellationToken);
        // LOAD DATA LOCAL turns errors into warnings: only the count tells.
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
                // Escapes and ends are single bytes in UTF-8 too, so the server need not tell characters apart to find them; each column still checks its text.
                CharacterSet = "binary",
                FieldTerminator = "\t",
                LineTerminator = "\n",
                EscapeCharacter = '\\',
                Timeout = 0,
            };
            loader.Columns.AddRange(LabelRowStream.Columns);
            loader.Expressions.AddRange(stream.Expressions);
            return await loader.LoadAsync(cancellationToken);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            _loadRefused = true;
            log.LogWarning(
                "The output server refuses LOAD DATA LOCAL ({Reason}), so label rows are written with INSERT, which is slower. Set local_infile=1 on the server to speed it up",
                e.Message
            );
            return await MySqlLabelRowInsert.RunAsync(connection, transaction, table, rows, cancellationToken);
        }
    }

    private static bool IsRefusal(Exception error) =>
        error is NotSupportedException
        || error
            is MySqlException
            {
                ErrorCode: MySqlErrorCode.NotAllowedCommand or (MySqlErrorCode)3948 or MySqlErrorCode.OptionPreventsStatement
            };
}
