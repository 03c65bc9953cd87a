using Microsoft.Data.Sqlite;

namespace Audience.Samples;

/// <summary>Writes made posts to a SQLite file, as the embedded source.</summary>
public static class SqlitePosts
{
    /// <summary>The schema, and so the file, of the embedded source; the contract's example reads it.</summary>
    public const string Schema = "wh_tiktok";

    /// <summary>The table in it.</summary>
    public const string Table = "ts_page_content";

    /// <summary>Makes the file anew.</summary>
    public static async Task WriteAsync(string directory, IEnumerable<MadePost> posts, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        string file = Path.Combine(directory, Schema + ".db");
        foreach (string part in new[] { file, file + "-wal", file + "-shm" })
            File.Delete(part);
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString
        );
        await connection.OpenAsync(cancellationToken);
        Run(connection, "PRAGMA synchronous = OFF");
        Run(
            connection,
            $"CREATE TABLE {Table} (id TEXT, s_id TEXT, s_area_id TEXT, author TEXT, title TEXT, content TEXT, post_time DATETIME)"
        );
        using (var transaction = connection.BeginTransaction())
        {
            Insert(connection, transaction, posts, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        Run(connection, $"CREATE INDEX {Table}_post_time ON {Table} (post_time)");
    }

    private static void Insert(
        SqliteConnection connection,
        SqliteTransaction transaction,
        IEnumerable<MadePost> posts,
        CancellationToken cancellationToken
    )
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {Table} VALUES ($0, $1, $2, $3, $4, $5, $6)";
        var values = Enumerable.Range(0, 7).Select(i => command.Parameters.Add($"${i}", SqliteType.Text)).ToArray();
        foreach (var post in posts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            object?[] fields = [post.Id, post.SourceId, post.AreaId, post.Author, post.Title, post.Content, post.PostTime];
            for (int i = 0; i < fields.Length; i++)
                values[i].Value = fields[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
