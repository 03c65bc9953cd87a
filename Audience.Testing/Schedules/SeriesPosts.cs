using System.Data.Common;
using System.Globalization;
using Audience.Samples;
using Audience.Testing.Systems;
using Dapper;

namespace Audience.Testing.Schedules;

/// <summary>The posts of one series, in a table of its own.</summary>
internal sealed class SeriesPosts(FaultSystem system, string table)
{
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(200);

    /// <summary>Makes the table.</summary>
    public Task CreateAsync() =>
        InsistAsync(
            $"CREATE TABLE IF NOT EXISTS {table} (id VARCHAR(64) NOT NULL, s_id VARCHAR(32), s_area_id VARCHAR(64), "
                + "author VARCHAR(255), title TEXT, content LONGTEXT, post_time DATETIME, PRIMARY KEY (id), KEY post_time (post_time))"
        );

    /// <summary>Adds posts, all of them or none.</summary>
    public async Task AddAsync(IReadOnlyList<MadePost> posts)
    {
        if (posts.Count == 0)
            return;
        string rows = string.Join(
            ", ",
            posts.Select(p => $"('{p.Id}', '{p.SourceId}', 'a', '{p.Author}', 't', '{p.Content}', '{Text(p.PostTime)}')")
        );
        // Where the server ends before it has answered they may be there already.
        await InsistAsync($"INSERT IGNORE INTO {table} (id, s_id, s_area_id, author, title, content, post_time) VALUES {rows}");
    }

    /// <summary>Drops the table.</summary>
    public Task DropAsync() => InsistAsync($"DROP TABLE IF EXISTS {table}");

    /// <summary>A time as requests and SQL have it.</summary>
    public static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private async Task InsistAsync(string sql)
    {
        for (var left = TimeSpan.FromMinutes(1); ; left -= s_wait)
            try
            {
                await using var connection = await system.OpenSourceAsync();
                await connection.ExecuteAsync(sql);
                return;
            }
            catch (DbException) when (left > TimeSpan.Zero)
            {
                // Struck just now; it comes back.
                await Task.Delay(s_wait);
            }
    }
}
