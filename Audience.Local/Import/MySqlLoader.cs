using System.Data;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Audience.Data.Files;
using Audience.Data.Servers;
using Audience.Hosting.Settings;
using Audience.Local.Files;
using MySqlConnector;

namespace Audience.Local.Import;

/// <summary>Loads posts into a table on a connection of its own, a batch at a time.</summary>
internal sealed partial class MySqlLoader : IAsyncDisposable
{
    private const int MaxTries = 10;
    private readonly MySqlConnection _connection;
    private readonly string _table;
    private readonly string _charset;
    private readonly TsvWriter _lines = new(PostColumns.Names);
    private int _rows;

    private MySqlLoader(MySqlConnection connection, string table, string charset) =>
        (_connection, _table, _charset) = (connection, table, charset);

    /// <summary>Connects.</summary>
    /// <exception cref="MySqlException">The server cannot be reached, or refuses.</exception>
    public static async Task<MySqlLoader> OpenAsync(DatabaseSettings server, string table, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(server, cancellationToken);
        try
        {
            // UTF-8 goes in as it is, which takes the server a fifth less; each column still checks its text.
            bool utf8 = await new MySqlPostTable(connection, server.Schema, table).IsUtf8Async(cancellationToken);
            return new MySqlLoader(connection, MySqlPostTable.Quoted(server.Schema, table), utf8 ? "binary" : "utf8mb4");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects to a server that posts are loaded into.</summary>
    /// <exception cref="MySqlException">The server cannot be reached, or refuses.</exception>
    public static async Task<MySqlConnection> ConnectAsync(DatabaseSettings server, CancellationToken cancellationToken)
    {
        var settings = server.Connection();
        // What the server asks for is answered with what is loaded, and never with a file.
        (settings.AllowLoadLocalInfile, settings.Pooling) = (true, false);
        var connection = new MySqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await MySqlSession.PrepareOutputAsync(connection, cancellationToken);
            // So that a changed value is not lost among many posts that are there already.
            await using var command = new MySqlCommand("SET SESSION max_error_count = 65535", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins a batch.</summary>
    public void Clear()
    {
        _lines.Output.Clear();
        _rows = 0;
    }

    /// <summary>Adds a post to the batch.</summary>
    /// <param name="post">In the columns of <see cref="PostColumns.Names"/>.</param>
    public void Add(RowParser post)
    {
        _lines.Begin();
        for (int column = 0; column < post.Count; column++)
            if (post.IsNull(column))
                _lines.AddNull();
            else
                _lines.Add(post[column]);
        _lines.End();
        _rows++;
    }

    /// <summary>Loads the batch in a transaction; a deadlock is tried again.</summary>
    /// <returns>How many posts were added.</returns>
    /// <exception cref="FileException">The table would store something else than what the file has; nothing of the batch is
    /// kept.</exception>
    public async Task<int> LoadAsync(CancellationToken cancellationToken)
    {
        if (_rows == 0)
            return 0;
        for (int tries = 1; ; tries++)
            try
            {
                // At this level posts that are there already lock themselves alone, and not what the other connection adds beside them.
                await using var transaction = await _connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
                int added = await RunAsync(cancellationToken);
                await CheckWarningsAsync(transaction, _rows - added, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return added;
            }
            catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.LockDeadlock && tries < MaxTries)
            {
                // The server has rolled it back for the other connection's sake, and nothing of the batch is there.
            }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var lines = new MemoryStream(_lines.Output.Bytes, 0, _lines.Output.Length, writable: false);
        var loader = new MySqlBulkLoader(_connection)
        {
            TableName = _table,
            SourceStream = lines,
            Local = true,
            CharacterSet = _charset,
            FieldTerminator = "\t",
            LineTerminator = "\n",
            EscapeCharacter = '\\',
            ConflictOption = MySqlBulkLoaderConflictOption.Ignore,
            Timeout = 0,
        };
        loader.Columns.AddRange(PostColumns.Names);
        try
        {
            return await loader.LoadAsync(cancellationToken);
        }
        catch (Exception e) when (MySqlErrors.IsLoadDataOff(e))
        {
            throw new FileException($"the server refuses LOAD DATA LOCAL ({e.Message}): set local_infile=1 there while you import", e);
        }
    }

    // LOAD DATA turns errors into warnings; a post that is there already is one, too, and no more than that.
    private async Task CheckWarningsAsync(MySqlTransaction transaction, int known, CancellationToken cancellationToken)
    {
        await using var count = new MySqlCommand("SELECT @@warning_count", _connection, transaction);
        if (Convert.ToInt64(await count.ExecuteScalarAsync(cancellationToken), null) <= known)
            return;
        await using var show = new MySqlCommand("SHOW WARNINGS", _connection, transaction);
        await using var reader = await show.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            if (Convert.ToInt32(reader[1], null) != (int)MySqlErrorCode.DuplicateKeyEntry)
                throw new FileException(
                    $"{_table} would store something else than what the file has{PostOf(reader.GetString(2))}: {reader.GetString(2)}"
                );
    }

    // The server tells rows by their number in the batch, which nobody else knows.
    private string PostOf(string warning)
    {
        if (!int.TryParse(RowNumber().Match(warning).Groups["row"].ValueSpan, CultureInfo.InvariantCulture, out int row))
            return "";
        var rest = _lines.Output.Written;
        for (; row > 1 && !rest.IsEmpty; row--)
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        return $", in the post with the id '{Encoding.UTF8.GetString(rest[..Math.Max(0, rest.IndexOf((byte)'\t'))])}'";
    }

    [GeneratedRegex(@"at row (?<row>\d+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RowNumber();
}
