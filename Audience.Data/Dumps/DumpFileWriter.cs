using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Audience.Data.Dumps;

/// <summary>Writes a dump's table as a zip with one SQL file that MySQL and MariaDB load (<c>mariadb SCHEMA &lt; file</c>).</summary>
public sealed class DumpFileWriter(string table)
{
    // Below the smallest max_allowed_packet that servers come with, 1 MB.
    private const int StatementChars = 200_000;

    private readonly StringBuilder _statement = new();

    /// <summary>Writes the rows of a reader: the columns of <see cref="DumpTables"/> but for the number.</summary>
    public async Task WriteAsync(DbDataReader rows, string file, CancellationToken cancellationToken)
    {
        await using var stream = File.Create(file);
        await using var zip = await ZipArchive.CreateAsync(
            stream,
            ZipArchiveMode.Create,
            leaveOpen: false,
            Encoding.UTF8,
            cancellationToken
        );
        await using var entry = await zip.CreateEntry(table + ".sql", CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await using var sql = new StreamWriter(entry, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await sql.WriteAsync(
            $"""
            SET NAMES utf8mb4;
            SET SESSION sql_mode = '';
            DROP TABLE IF EXISTS `{table}`;
            CREATE TABLE `{table}` (
              `id` LONGTEXT, `task_id` VARCHAR(190), `source_author` LONGTEXT, `panel` VARCHAR(190),
              `create_time` DATETIME(6), `field_content` LONGTEXT, `match_content` LONGTEXT
            ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

            """
        );
        while (await rows.ReadAsync(cancellationToken))
        {
            _statement.Append(_statement.Length == 0 ? $"INSERT INTO `{table}` VALUES\n(" : ",\n(");
            for (int column = 0; column < rows.FieldCount; column++)
                Append(column, rows);
            _statement.Append(')');
            if (_statement.Length > StatementChars)
                await EndStatementAsync(sql, cancellationToken);
        }
        if (_statement.Length > 0)
            await EndStatementAsync(sql, cancellationToken);
    }

    private async Task EndStatementAsync(StreamWriter sql, CancellationToken cancellationToken)
    {
        await sql.WriteAsync(_statement.Append(";\n"), cancellationToken);
        _statement.Clear();
    }

    private void Append(int column, DbDataReader rows)
    {
        if (column > 0)
            _statement.Append(", ");
        if (rows.IsDBNull(column))
            _statement.Append("NULL");
        else if (rows.GetName(column) == "create_time")
            _statement.Append(CultureInfo.InvariantCulture, $"'{rows.GetDateTime(column):yyyy-MM-dd HH:mm:ss.ffffff}'");
        else
            AppendText(rows.GetString(column));
    }

    private void AppendText(string text)
    {
        _statement.Append('\'');
        foreach (char c in text)
            _ = c switch
            {
                '\0' => _statement.Append("\\0"),
                '\n' => _statement.Append("\\n"),
                '\r' => _statement.Append("\\r"),
                '\x1a' => _statement.Append("\\Z"),
                '\\' or '\'' => _statement.Append('\\').Append(c),
                _ => _statement.Append(c),
            };
        _statement.Append('\'');
    }
}
