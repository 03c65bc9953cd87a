using Audience.Contracts.Tasks;
using Audience.Data.Posts;
using Audience.Data.Sources;
using Audience.Data.Tasks;
using Audience.Hosting.Addresses;
using Audience.Hosting.Settings;
using MySqlConnector;

namespace Audience.Hosting.Sources;

/// <summary>Finds the source that a task reads.</summary>
public sealed class PostSources(AudienceSettings settings, SiteHosts hosts)
{
    /// <summary>
    /// The task's source; nothing is opened yet. Opening one of a SITE_CONFIG throws <see cref="HostRefusedException"/> where its
    /// host is not allowed (any more).
    /// </summary>
    public IPostSource Open(TaskDefinition task)
    {
        var table = Table(task);
        if (task.SiteConfig is { } site)
            return new MySqlPostSource(
                Connection(site, task.InputSchema),
                table,
                async (host, cancellationToken) => (await hosts.FindAddressAsync(host, cancellationToken)).ToString()
            );
        return settings.Input.Host is null
            ? new SqlitePostSource(settings.DataDirectory, table)
            : new MySqlPostSource(settings.Input.Connection(), table);
    }

    /// <summary>What a task reads of its source.</summary>
    public static PostTable Table(TaskDefinition task) => new(task.InputSchema, task.InputTable, task.PredictType);

    /// <summary>The tables of the configured source.</summary>
    public ISourceCatalog Catalog() =>
        settings.Input.Host is null ? new SqliteSourceCatalog(settings.DataDirectory) : new MySqlSourceCatalog(settings.Input.Connection());

    // Only these fields, each set by itself: nothing in them can become another option of the driver.
    private static MySqlConnectionStringBuilder Connection(SiteConfig site, string schema)
    {
        var connection = new DatabaseSettings
        {
            Host = site.Host,
            Port = site.Port,
            User = site.User,
            Password = site.Password,
            Schema = schema,
        }.Connection();
        connection.Database = site.Db ?? "";
        return connection;
    }
}
