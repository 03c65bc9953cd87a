using System.Globalization;
using System.Text;
using MySqlConnector;

namespace Audience.Samples;

/// <summary>Writes made posts to a table on a MySQL or MariaDB server, laid out as real sources are.</summary>
public static class MySqlPosts
{
    private const int RowsPerLoad = 50_000;

    /// <summary>Makes the table anew and fills it.</summary>
    /// <param name="connectionString">With a database, and LOAD DATA LOCAL allowed.</param>
    /// <param name="posts">The posts.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task WriteAsync(string connectionString, IEnumerable<MadePost> posts, CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await RunAsync($"DROP TABLE IF EXISTS {SqlitePosts.Table}");
        await RunAsync(
            $"CREATE TABLE {SqlitePosts.Table} (id VARCHAR(64) NOT NULL, s_id VARCHAR(32), s_area_id "
                + "VARCHAR(64), author VARCHAR(255), title TEXT, content LONGTEXT, post_time DATETIME, "
                + "PRIMARY KEY (id), KEY post_time (post_time)) DEFAULT CHARSET utf8mb4"
        );
        foreach (var some in posts.Chunk(RowsPerLoad))
        {
            using var lines = new MemoryStream(Lines(some));
            var loader = new MySqlBulkLoader(connection)
            {
                TableName = SqlitePosts.Table,
                SourceStream = lines,
                Local = true,
                CharacterSet = "utf8mb4",
                FieldTerminator = "\t",
                LineTerminator = "\n",
                EscapeCharacter = '\\',
                Timeout = 0,
            };
            await loader.LoadAsync(cancellationToken);
        }
        await RunAsync($"ANALYZE TABLE {SqlitePosts.Table}");

        async Task RunAsync(string sql)
        {
            await using var command = new MySqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static byte[] Lines(MadePost[] posts)
    {
        var text = new StringBuilder();
        foreach (var post in posts)
            text.AppendJoin(
                    '\t',
                    new[]
                    {
                        post.Id,
                        post.SourceId,
                        post.AreaId,
                        post.Author,
                        post.Title,
                        post.Content,
                        post.PostTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                    }.Select(Field)
                )
                .Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Field(string? value) =>
        value is null
            ? "\\N"
            : value
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\t", "\\t", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal);
}
