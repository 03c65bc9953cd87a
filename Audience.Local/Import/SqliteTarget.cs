using System.Text;
using Audience.Data;
using Audience.Data.Files;
using Audience.Local.Files;
using Microsoft.Data.Sqlite;

namespace Audience.Local.Import;

/// <summary>The embedded source: a table in <c>DATA_DIR/schema.db</c>.</summary>
internal sealed class SqliteTarget : IPostTarget
{
    private readonly SqliteConnection _connection;
    private readonly string _insert;
    private readonly PackedParser _parser = new(PostColumns.Names.Count);
    private readonly Block _block = new();

    private SqliteTarget(SqliteConnection connection, string table)
    {
        _connection = connection;
        string columns = string.Join(", ", PostColumns.Names);
        _insert =
            $"INSERT OR IGNORE INTO \"{table}\" ({columns}) "
            + $"VALUES ({string.Join(", ", PostColumns.Names.Select((_, i) => $"${i}"))})";
    }

    /// <summary>Opens the file, and makes what is missing.</summary>
    /// <exception cref="FileException">The table has an id twice.</exception>
    public static async Task<SqliteTarget> OpenAsync(string directory, string schema, string table, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        string file = Path.Combine(directory, SqlNames.Check(schema) + ".db");
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var target = new SqliteTarget(connection, SqlNames.Check(table));
        try
        {
            target.Run(
                $"CREATE TABLE IF NOT EXISTS \"{table}\" (id TEXT, s_id TEXT, s_area_id TEXT, author TEXT, title TEXT, content TEXT, "
                    + "post_time DATETIME)"
            );
            target.Run($"CREATE INDEX IF NOT EXISTS \"{table}_post_time\" ON \"{table}\" (post_time)");
            target.Run($"CREATE UNIQUE INDEX IF NOT EXISTS \"{table}_id\" ON \"{table}\" (id)");
        }
        catch (SqliteException e)
        {
            await target.DisposeAsync();
            throw new FileException($"{file}, table {table}: posts are told apart by their id, but {e.Message}", e);
        }
        return target;
    }

    public Task<long> AddAsync(ByteBuffer posts, CancellationToken cancellationToken)
    {
        if (_block.Bytes.Length < posts.Length)
            _block.Grow(posts.Length);
        posts.Written.CopyTo(_block.Bytes);
        _block.Length = posts.Length;
        _parser.Start(_block);
        // By statements: of a full disk SQLite ends the transaction itself, and the end of an object of it would hide why. Closing the
        // connection takes back what is not committed.
        Run("BEGIN IMMEDIATE");
        using var command = _connection.CreateCommand();
        command.CommandText = _insert;
        SqliteParameter[] values = [.. Enumerable.Range(0, _parser.Count).Select(i => command.Parameters.Add($"${i}", SqliteType.Text))];
        long added = 0;
        while (_parser.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < values.Length; i++)
                values[i].Value = _parser.IsNull(i) ? DBNull.Value : Encoding.UTF8.GetString(_parser[i]);
            added += command.ExecuteNonQuery();
        }
        Run("COMMIT");
        return Task.FromResult(added);
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
