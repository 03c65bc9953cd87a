using Audience.Contracts.Tasks;
using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using MySqlConnector;

namespace Audience.Hosting.Sources;

/// <summary>Finds the source that a task reads.</summary>
public sealed class PostSources(AudienceSettings settings, SiteHosts hosts)
{
    /// <summary>The task's source; nothing is opened yet.</summary>
    /// <exception cref="UnauthorizedAccessException">The task's SITE_CONFIG names a host that is not allowed (any more).</exception>
    public IPostSource Open(TaskDefinition task)
    {
        var table = new PostTable(task.InputSchema, task.InputTable, task.PredictType);
        if (task.SiteConfig is { } site)
            return new MySqlPostSource(Connection(site, task.InputSchema), table);
        return settings.Input.Host is null
            ? new SqlitePostSource(settings.DataDirectory, table)
            : new MySqlPostSource(settings.Input.Connection(), table);
    }

    private MySqlConnectionStringBuilder Connection(SiteConfig site, string schema)
    {
        if (!hosts.IsAllowed(site.Host))
            throw new UnauthorizedAccessException($"site host '{site.Host}' is not allowed: it must be the input host or one of SITE_HOSTS");
        // Only these fields, each set by itself: nothing in them can become another option of the driver.
        return new DatabaseSettings { Host = site.Host, Port = site.Port, User = site.User, Password = site.Password, Schema = site.Db ?? schema }.Connection();
    }
}
