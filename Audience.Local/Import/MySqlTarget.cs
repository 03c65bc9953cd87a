using Audience.Data;
using Audience.Data.Dialects;
using Audience.Data.Files;
using Audience.Hosting.Settings;
using Audience.Local.Files;
using MySqlConnector;

namespace Audience.Local.Import;

/// <summary>A table on the MySQL or MariaDB server of INPUT_HOST, filled by LOAD DATA.</summary>
internal sealed class MySqlTarget : IPostTarget
{
    private readonly MySqlConnection _connection;
    private readonly string _table;
    private readonly PackedParser _parser = new(PostColumns.Names.Count);
    private readonly TsvWriter _lines = new(PostColumns.Names);
    private readonly Block _block = new();

    private MySqlTarget(MySqlConnection connection, string table) => (_connection, _table) = (connection, table);

    /// <summary>Connects, and makes what is missing.</summary>
    /// <exception cref="FileException">The table has no unique key on id.</exception>
    public static async Task<MySqlTarget> OpenAsync(DatabaseSettings server, string table, CancellationToken cancellationToken)
    {
        var settings = server.Connection();
        // What the server asks for is answered with what is loaded, and never with a file.
        (settings.AllowLoadLocalInfile, settings.Pooling) = (true, false);
        var connection = new MySqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await MySqlSession.PrepareOutputAsync(connection, cancellationToken);
        string name = $"`{SqlNames.Check(server.Schema)}`.`{SqlNames.Check(table)}`";
        var target = new MySqlTarget(connection, name);
        try
        {
            // So that a changed value is not lost among many posts that are there already.
            await target.RunAsync("SET SESSION max_error_count = 65535", cancellationToken);
            await target.RunAsync($"CREATE DATABASE IF NOT EXISTS `{server.Schema}` DEFAULT CHARSET utf8mb4", cancellationToken);
            await target.RunAsync(
                $"CREATE TABLE IF NOT EXISTS {name} (id VARCHAR(190) COLLATE utf8mb4_bin NOT NULL, s_id TEXT, s_area_id TEXT, author TEXT, "
                    + "title TEXT, content LONGTEXT, post_time DATETIME, PRIMARY KEY (id), KEY post_time (post_time)) "
                    + "DEFAULT CHARSET utf8mb4",
                cancellationToken
            );
            await target.CheckKeyAsync(server.Schema, table, cancellationToken);
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    public async Task<long> AddAsync(ByteBuffer posts, CancellationToken cancellationToken)
    {
        int rows = Fill(posts);
        using var lines = new MemoryStream(_lines.Output.Bytes, 0, _lines.Output.Length, writable: false);
        var loader = new MySqlBulkLoader(_connection)
        {
            TableName = _table,
            SourceStream = lines,
            Local = true,
            CharacterSet = "utf8mb4",
            FieldTerminator = "\t",
            LineTerminator = "\n",
            EscapeCharacter = '\\',
            ConflictOption = MySqlBulkLoaderConflictOption.Ignore,
            Timeout = 0,
        };
        loader.Columns.AddRange(PostColumns.Names);
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        int added = await LoadAsync(loader, cancellationToken);
        await CheckWarningsAsync(transaction, rows - added, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return added;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<int> LoadAsync(MySqlBulkLoader loader, CancellationToken cancellationToken)
    {
        try
        {
            return await loader.LoadAsync(cancellationToken);
        }
        catch (Exception e) when (MySqlErrors.IsLoadDataOff(e))
        {
            throw new FileException($"the server refuses LOAD DATA LOCAL ({e.Message}): set local_infile=1 there while you import");
        }
    }

    // LOAD DATA turns errors into warnings; a post that is there already is one, too, and no more than that.
    private async Task CheckWarningsAsync(MySqlTransaction transaction, int known, CancellationToken cancellationToken)
    {
        using var count = new MySqlCommand("SELECT @@warning_count", _connection, transaction);
        if (Convert.ToInt64(await count.ExecuteScalarAsync(cancellationToken), null) <= known)
            return;
        using var show = new MySqlCommand("SHOW WARNINGS", _connection, transaction);
        await using var reader = await show.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            if (Convert.ToInt32(reader[1], null) != (int)MySqlErrorCode.DuplicateKeyEntry)
                throw new FileException($"{_table} would store something else than what the file has: {reader.GetString(2)}");
    }

    private int Fill(ByteBuffer posts)
    {
        int rows = 0;
        if (_block.Bytes.Length < posts.Length)
            _block.Grow(posts.Length);
        posts.Written.CopyTo(_block.Bytes);
        _block.Length = posts.Length;
        _parser.Start(_block);
        _lines.Output.Clear();
        while (_parser.Next())
        {
            _lines.Begin();
            for (int column = 0; column < _parser.Count; column++)
                if (_parser.IsNull(column))
                    _lines.AddNull();
                else
                    _lines.Add(_parser[column]);
            _lines.End();
            rows++;
        }
        return rows;
    }

    private async Task CheckKeyAsync(string schema, string table, CancellationToken cancellationToken)
    {
        using var command = new MySqlCommand(
            "SELECT COUNT(*) FROM information_schema.STATISTICS s WHERE TABLE_SCHEMA = @schema AND TABLE_NAME = @table "
                + "AND COLUMN_NAME = 'id' AND NON_UNIQUE = 0 AND NOT EXISTS (SELECT 1 FROM information_schema.STATISTICS o "
                + "WHERE o.TABLE_SCHEMA = @schema AND o.TABLE_NAME = @table AND o.INDEX_NAME = s.INDEX_NAME AND o.SEQ_IN_INDEX > 1)",
            _connection
        );
        command.Parameters.AddWithValue("@schema", schema);
        command.Parameters.AddWithValue("@table", table);
        if (Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), null) == 0)
            throw new FileException(
                $"{schema}.{table} has no unique key on id, by which posts are told apart: add one, or name a new table"
            );
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        using var command = new MySqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
