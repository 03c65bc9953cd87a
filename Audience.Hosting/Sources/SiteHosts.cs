using Audience.Hosting.Settings;

namespace Audience.Hosting.Sources;

/// <summary>Which hosts a SITE_CONFIG may name: the input host and those of SITE_HOSTS. Checked in the API and again in the worker.</summary>
public sealed class SiteHosts(AudienceSettings settings)
{
    /// <summary>Whether tasks may read from the host.</summary>
    public bool IsAllowed(string host) =>
        string.Equals(host, settings.Input.Host, StringComparison.OrdinalIgnoreCase)
        || settings.Api.SiteHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}
