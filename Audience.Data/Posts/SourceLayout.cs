using Dapper;
using MySqlConnector;

namespace Audience.Data.Posts;

/// <summary>How a source table on a MySQL or MariaDB server is laid out, as far as reading it fast depends on it.</summary>
internal sealed class SourceLayout
{
    private readonly Dictionary<string, string?> _charsets;

    private SourceLayout(
        Dictionary<string, string?> charsets,
        TimeColumn time,
        bool hasBytesForIds,
        string? index,
        (string Column, string Type)? key,
        PostTable table
    )
    {
        (_charsets, Time) = (charsets, time);
        Table = $"`{SqlNames.Check(table.Schema)}`.`{SqlNames.Check(table.Table)}`";
        // Left to itself the optimizer reads the whole table for a chunk that holds a tenth of it.
        IndexHint = index is null ? "" : $"FORCE INDEX ({Quote(index)})";
        if (index is not null && key is var (column, type))
        {
            Key = new ClusteredKey(Table, Quote(column), IndexHint, time);
            bool isNumber = type.EndsWith("int", StringComparison.OrdinalIgnoreCase);
            // The key's text must be the same again when it comes back: other character sets have characters that Unicode has not.
            if (
                isNumber
                || type is "char" or "varchar" && charsets.GetValueOrDefault(column) is "utf8mb4" or "utf8mb3" or "utf8" or "ascii"
            )
                Cut = new KeyRangePartitioner(Table, Quote(column), IndexHint, time, isNumber);
        }
        // The first argument's bytes make all of it bytes.
        const string between = ", X'FF', ";
        string id = hasBytesForIds ? "CAST(LOWER(HEX(id)) AS BINARY)" : Copied("id");
        Joined =
            $"IF(author IS NULL OR s_id IS NULL, IF(author IS NULL, '', X'FF'), CONCAT(COALESCE({id}, "
            + $"''){between}{Utf8("s_id")}{between}{Utf8("author")}{between}{time.Shown}))";
    }

    /// <summary>The table, quoted.</summary>
    public string Table { get; }

    /// <summary>When posts were published.</summary>
    public TimeColumn Time { get; }

    /// <summary>Makes the server walk the index on post_time, where there is one.</summary>
    public string IndexHint { get; }

    /// <summary>The primary key, where rows lie in its order, and its values survive the way to us and back.</summary>
    public ClusteredKey? Key { get; }

    /// <summary>The same where its values survive as text too.</summary>
    public KeyRangePartitioner? Cut { get; }

    /// <summary>What reads a range of keys; null where the range has none.</summary>
    /// <exception cref="InvalidOperationException">It has, and the table no longer has such a key.</exception>
    public KeyRangePartitioner? CutOf(PostRange range) =>
        range.Keys is null
            ? null
            : Cut
                ?? throw new InvalidOperationException(
                    $"the primary key of {Table} is not what it was when the task was planned: create the task again"
                );

    /// <summary>
    /// id, s_id, author and post_time in one piece of UTF-8 bytes, with <see cref="PostBatch.Separator"/> between them: a column
    /// less costs the
    /// server, the driver and us a call each per post. Empty where author is NULL, a separator alone where s_id is NULL; NULL only where it
    /// is longer than max_allowed_packet.
    /// </summary>
    public string Joined { get; }

    /// <summary>
    /// The column's text as UTF-8 bytes; a separator alone where it is longer than max_allowed_packet, for which the server gives NULL,
    /// as for no text.
    /// </summary>
    public string Bytes(string column) =>
        _charsets.GetValueOrDefault(column) == "utf8mb4"
            ? AsTheyAre(column)
            : $"COALESCE({Copied(column)}, IF(`{column}` IS NULL, NULL, X'FF'))";

    // The driver hands out the bytes of text that is compared by its bytes. Copying each text costs the server as much as reading it.
    private static string AsTheyAre(string column) => $"`{column}` COLLATE utf8mb4_bin";

    private string Copied(string column) => $"CAST({Utf8(column)} AS BINARY)";

    // Converted only where it is stored otherwise; bytes that are no text become question marks.
    private string Utf8(string column) =>
        _charsets.GetValueOrDefault(column) is "utf8mb4" or "utf8mb3" or "utf8" or "ascii"
            ? $"`{column}`"
            : $"CONVERT(`{column}` USING utf8mb4)";

    /// <summary>Asks the server.</summary>
    public static async Task<SourceLayout> ReadAsync(MySqlConnection connection, PostTable table, CancellationToken cancellationToken)
    {
        // Each of the three is told which table: what is only joined to them has the server open every table that it has. One round
        // trip for all: the source may be far away, and each worker asks.
        await using var answers = await connection.QueryMultipleAsync(
            new CommandDefinition(
                "SELECT COLUMN_NAME, CHARACTER_SET_NAME, DATA_TYPE FROM information_schema.COLUMNS "
                    + "WHERE TABLE_SCHEMA = @Schema AND TABLE_NAME = @Table; "
                    + "SELECT * FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = @Schema AND TABLE_NAME = @Table "
                    + "AND COLUMN_NAME = 'post_time' AND SEQ_IN_INDEX = 1 AND INDEX_TYPE = 'BTREE' ORDER BY INDEX_NAME; "
                    + "SELECT c.COLUMN_NAME, c.DATA_TYPE FROM information_schema.STATISTICS s JOIN "
                    + "information_schema.COLUMNS c ON c.COLUMN_NAME = s.COLUMN_NAME JOIN information_schema.TABLES t "
                    + "WHERE s.TABLE_SCHEMA = @Schema AND s.TABLE_NAME = @Table AND c.TABLE_SCHEMA = @Schema "
                    + "AND c.TABLE_NAME = @Table AND t.TABLE_SCHEMA = @Schema AND t.TABLE_NAME = @Table "
                    + "AND s.INDEX_NAME = 'PRIMARY' AND s.SEQ_IN_INDEX = 1 AND s.SUB_PART IS NULL AND t.ENGINE = 'InnoDB' "
                    + "AND c.DATA_TYPE IN ('char', 'varchar', 'binary', 'varbinary', "
                    + "'tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'decimal') "
                    // Its values must be the same again when they come back: the driver's decimal has 28 digits, and other charsets
                    // have bytes for which Unicode has no character of their own.
                    + "AND (c.DATA_TYPE <> 'decimal' OR c.NUMERIC_PRECISION <= 28) "
                    + "AND COALESCE(c.CHARACTER_SET_NAME, 'ascii') IN ('utf8mb4', 'utf8mb3', 'utf8', 'ascii', 'latin1')",
                table,
                cancellationToken: cancellationToken
            )
        );
        var charsets = (await answers.ReadAsync<(string Name, string? Charset, string Type)>()).ToList();
        string? index = TimeIndex(await answers.ReadAsync());
        var key = await answers.ReadSingleOrDefaultAsync<(string, string)?>();
        // Bytes that are no text: their hexadecimal digits are an id that people can read and look for.
        bool hasBytesForIds = charsets.Any(c =>
            c.Name.Equals("id", StringComparison.OrdinalIgnoreCase)
            && c.Type is ("binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob" or "longblob")
        );
        return new SourceLayout(
            charsets.ToDictionary(c => c.Name, c => c.Charset, StringComparer.OrdinalIgnoreCase),
            new TimeColumn(charsets.Any(c => c.Name.Equals("post_time", StringComparison.OrdinalIgnoreCase) && c.Type == "timestamp")),
            hasBytesForIds,
            index,
            key,
            table
        );
    }

    // MariaDB's IGNORED and MySQL's INVISIBLE indexes are there for everybody but whoever asks for them by name; older servers have
    // neither column.
    private static string? TimeIndex(IEnumerable<dynamic> indexes)
    {
        return indexes
                .Cast<IDictionary<string, object?>>()
                .FirstOrDefault(index => !Says(index, "IGNORED", "YES") && !Says(index, "IS_VISIBLE", "NO"))
                ?["INDEX_NAME"] as string;

        static bool Says(IDictionary<string, object?> index, string column, string word) =>
            index.TryGetValue(column, out object? said) && said is string text && text == word;
    }

    private static string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";
}
