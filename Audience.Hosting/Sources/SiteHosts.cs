using System.Net;
using System.Net.Sockets;
using Audience.Hosting.Settings;

namespace Audience.Hosting.Sources;

/// <summary>
/// Which hosts a SITE_CONFIG may name: the input host and those of SITE_HOSTS. Checked in the API and again in the worker. A name is looked
/// up here for every connection, and the connection goes to the address that was checked, so that nothing can change in between.
/// </summary>
/// <param name="settings">INPUT_HOST and SITE_HOSTS.</param>
/// <param name="lookUp">Finds a name's addresses; the machine's resolver unless given.</param>
public sealed class SiteHosts(AudienceSettings settings, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null)
{
    // The one well-known address of instance metadata that is not link-local.
    private static readonly IPAddress Metadata = IPAddress.Parse("fd00:ec2::254");

    /// <summary>Whether tasks may read from the host.</summary>
    public bool IsAllowed(string host) => Listed.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>The address to connect to.</summary>
    /// <exception cref="SiteRefusedException">The host is not listed, or its name leads where no source should be.</exception>
    /// <exception cref="SocketException">The name is not known.</exception>
    public async Task<IPAddress> FindAddressAsync(string host, CancellationToken cancellationToken)
    {
        if (!IsAllowed(host))
            throw new SiteRefusedException($"SITE_CONFIG host '{host}' is not allowed: it must be the input host or one of SITE_HOSTS");
        if (IPAddress.TryParse(host, out var literal))
            return literal;
        var addresses = await (lookUp ?? Dns.GetHostAddressesAsync)(host, cancellationToken);
        // A name with one bad address is no better than that address: the next look-up might give it alone.
        foreach (var address in addresses)
            if (!MayBeReached(host, address))
                throw new SiteRefusedException(
                    $"SITE_CONFIG host '{host}' leads to {address}, an address of this machine or "
                        + "its network link: where that is right, add the address itself to SITE_HOSTS"
                );
        return addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork)
            ?? addresses.FirstOrDefault()
            ?? throw new SocketException((int)SocketError.HostNotFound);
    }

    private IEnumerable<string> Listed => settings.Input.Host is { } input ? settings.Api.SiteHosts.Prepend(input) : settings.Api.SiteHosts;

    private bool MayBeReached(string host, IPAddress address) =>
        !IsOwnOrLinkLocal(address, host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        || Listed.Any(l => IPAddress.TryParse(l, out var listed) && listed.Equals(address));

    // Loopback, link-local (where clouds answer with credentials), "this network", multicast and broadcast.
    private static bool IsOwnOrLinkLocal(IPAddress address, bool isLocalhost)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return !isLocalhost;
        byte[] bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes is [0, ..] or [169, 254, ..] or [>= 224, ..]
            : address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any) || address.Equals(Metadata);
    }
}
