using System.Globalization;
using Audience.Samples;
using Dapper;
using MySqlConnector;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>The source that is labelled: made once per size, then kept.</summary>
/// <param name="server">Connection string of its server.</param>
/// <param name="posts">How many posts it has.</param>
/// <param name="contentLength">Characters at which contents are cut, so that many posts take less room; null leaves them whole.</param>
internal sealed class BenchSource(string server, int posts, int? contentLength = null)
{
    /// <summary>The first day of the posts.</summary>
    public static readonly DateTime Start = new(2020, 1, 1);

    /// <summary>How many days they cover.</summary>
    public const int Days = 366;

    /// <summary>The schema.</summary>
    public string Schema { get; } =
        string.Create(CultureInfo.InvariantCulture, $"audience_bench_{posts}_v2{(contentLength is { } length ? $"_{length}" : "")}");

    /// <summary>A proxy's port, through which it is read; null to read it directly.</summary>
    public int? ProxyPort { get; set; }

    /// <summary>How to connect to it.</summary>
    public string ConnectionString
    {
        get
        {
            var settings = new MySqlConnectionStringBuilder(server) { Database = Schema, AllowLoadLocalInfile = true };
            settings.Port = (uint?)ProxyPort ?? settings.Port;
            return settings.ConnectionString;
        }
    }

    /// <summary>The source of so many posts, made where it is missing.</summary>
    public static async Task<BenchSource> EnsureAsync(
        string server,
        int posts,
        CancellationToken cancellationToken,
        int? contentLength = null
    )
    {
        var source = new BenchSource(server, posts, contentLength);
        await source.EnsureAsync(cancellationToken);
        return source;
    }

    /// <summary>Makes it where it is missing.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(server);
        await connection.OpenAsync(cancellationToken);
        await connection.ExecuteAsync($"CREATE DATABASE IF NOT EXISTS {Schema}");
        int complete = await connection.ExecuteScalarAsync<int>(
            "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = @Schema AND TABLE_NAME = 'complete'",
            new { Schema }
        );
        if (complete > 0)
            return;
        Console.WriteLine($"Making {posts:N0} posts, once");
        await MySqlPosts.WriteAsync(ConnectionString, Posts(posts, contentLength), cancellationToken);
        await connection.ExecuteAsync($"CREATE TABLE {Schema}.complete (made DATETIME)");
    }

    /// <summary>So many posts, with the keywords that they are given.</summary>
    public static IEnumerable<MadePost> Posts(int count, int? contentLength = null)
    {
        var posts = new PostMaker(count, Start, Days).Make();
        return (contentLength is { } length ? posts.Select(post => Cut(post, length)) : posts).Select(Plant);
    }

    private static MadePost Cut(MadePost post, int length) =>
        post.Content is { } content && content.Length > length ? post with { Content = content[..length] } : post;

    /// <summary>The post with the keywords that its author and its number are given.</summary>
    private static MadePost Plant(MadePost post, int number) =>
        post with
        {
            Author = post.Author is { } author ? BenchKeywords.Plant(author, StableHash(author)) : null,
            Content = post.Content is { } content ? BenchKeywords.Plant(content, number) : null,
        };

    private static int StableHash(string text) => text.Aggregate(17, (hash, c) => unchecked(hash * 31 + c));
}
