using Audience.Samples;
using Microsoft.Data.Sqlite;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>The same posts as <see cref="BenchSource"/>'s, as a SQLite file.</summary>
internal static class EmbeddedSource
{
    /// <summary>Makes it.</summary>
    public static Task WriteAsync(string directory, int posts, CancellationToken cancellationToken) =>
        SqlitePosts.WriteAsync(directory, BenchSource.Posts(posts), cancellationToken);

    /// <summary>Opens it to be read.</summary>
    public static SqliteConnection Open(string directory)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(directory, SqlitePosts.Schema)}.db;Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>What a task must come to.</summary>
    public static async Task<Reference> ReferenceAsync(string directory, EndToEndPlan plan, CancellationToken cancellationToken)
    {
        await using var connection = Open(directory);
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT id, s_id, author, post_time, {plan.Column} FROM ts_page_content "
            + $"WHERE author IS NOT NULL AND s_id IS NOT NULL AND {plan.Column} IS NOT NULL";
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await Reference.ComputeAsync(rows, plan, cancellationToken);
    }
}
