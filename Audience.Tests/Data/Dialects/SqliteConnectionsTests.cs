using Audience.Data.Servers;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Audience.Tests.Data.Dialects;

/// <summary>The connections that writers of a SQLite file share.</summary>
[Category("unit")]
internal sealed class SqliteConnectionsTests
{
    [Test]
    public async Task A_connection_that_was_left_within_a_transaction_is_good_for_the_next_user()
    {
        string directory = Directory.CreateTempSubdirectory("audience-test-").FullName;
        await using var connections = new SqliteConnections($"Data Source={Path.Combine(directory, "a.db")}");
        await using (var lost = await connections.OpenConnectionAsync())
        {
            await lost.ExecuteAsync("CREATE TABLE t (x INTEGER)");
            await lost.ExecuteAsync("BEGIN IMMEDIATE");
            await lost.ExecuteAsync("INSERT INTO t VALUES (1)");
        }
        await using var next = await connections.OpenConnectionAsync();
        Assert.That(await next.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM t"), Is.Zero, "what was not committed is taken back");
        await next.ExecuteAsync("BEGIN IMMEDIATE");
        await next.ExecuteAsync("COMMIT");
        SqliteConnection.ClearPool((SqliteConnection)next);
        Directory.Delete(directory, recursive: true);
    }
}
