using Audience.Hosting.Settings;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Audience.Tests.Api;

/// <summary>A source of an embedded system, changed from outside.</summary>
internal static class SourceFile
{
    /// <summary>Runs a statement in the file of a schema, which is made where it is missing.</summary>
    public static async Task RunAsync(TestSystem system, string schema, string sql)
    {
        string file = Path.Combine(system.Get<AudienceSettings>().DataDirectory, schema + ".db");
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString
        );
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }
}
