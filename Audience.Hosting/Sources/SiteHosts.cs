using System.Net;
using System.Net.Sockets;
using Audience.Hosting.Addresses;
using Audience.Hosting.Settings;

namespace Audience.Hosting.Sources;

/// <summary>
/// Which hosts a SITE_CONFIG may name: the input host and those of SITE_HOSTS. Checked in the API and again in the worker, for every
/// connection.
/// </summary>
/// <param name="settings">INPUT_HOST and SITE_HOSTS.</param>
/// <param name="lookUp">Finds a name's addresses; the machine's resolver unless given.</param>
public sealed class SiteHosts(AudienceSettings settings, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null)
{
    private readonly AllowedHosts _allowed = new(
        "SITE_CONFIG",
        "SITE_HOSTS",
        "the input host or one of SITE_HOSTS",
        settings.Input.Host is { } input ? [input, .. settings.Api.SiteHosts] : settings.Api.SiteHosts,
        lookUp
    );

    /// <summary>Whether tasks may read from the host.</summary>
    public bool IsAllowed(string host) => _allowed.IsAllowed(host);

    /// <summary>Why tasks may not, where they may not.</summary>
    public string Refusal(string host) => _allowed.Refusal(host);

    /// <summary>The address to connect to.</summary>
    /// <exception cref="HostRefusedException">The host is not listed, or its name leads where no source should be.</exception>
    /// <exception cref="SocketException">The name is not known.</exception>
    public Task<IPAddress> FindAddressAsync(string host, CancellationToken cancellationToken) =>
        _allowed.FindAddressAsync(host, cancellationToken);
}
