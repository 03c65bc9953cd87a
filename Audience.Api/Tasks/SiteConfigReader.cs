using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Secrets;
using Audience.Hosting.Sources;

namespace Audience.Api.Tasks;

/// <summary>Reads SITE_CONFIG: the seed's connection fields, and nothing else.</summary>
public sealed class SiteConfigReader(SiteHosts hosts, SecretBox secrets)
{
    /// <summary>The source connection of a body, or null where it has none. Mistakes are noted in the body.</summary>
    public SiteConfig? Read(RequestBody body)
    {
        if (body.Nested("SITE_CONFIG") is not { } site || !site.Names.Any())
            return null;
        var config = new SiteConfig
        {
            Host = site.Required("host"),
            Port = site.Int("port", 3306, 1, 65535),
            User = site.Required("user"),
            Password = site.Text("password") ?? "",
            Db = site.Text("db"),
            Charset = site.Text("charset") ?? "utf8mb4",
        };
        body.Adopt(site);
        return config;
    }

    /// <summary>Checks values that are of the right form.</summary>
    /// <exception cref="ApiException">400: it cannot be used. No message repeats the password.</exception>
    public void Check(SiteConfig config)
    {
        if (!hosts.IsAllowed(config.Host))
            throw TaskErrors.Bad(hosts.Refusal(config.Host));
        if (config.Db is { } db && !SqlNames.IsValid(db))
            throw TaskErrors.Bad($"SITE_CONFIG db '{db}' is not a valid name: letters, digits, '_', '$' and '-', at most 64");
        if (config.Charset.ToUpperInvariant() is not ("UTF8MB4" or "UTF8" or "UTF8MB3"))
            throw TaskErrors.Bad($"SITE_CONFIG charset '{config.Charset}' is not supported: use utf8mb4");
        if (!secrets.CanSeal)
            throw TaskErrors.Bad("SITE_CONFIG cannot be stored safely: the operator has to set SECRET_KEYS");
    }
}
