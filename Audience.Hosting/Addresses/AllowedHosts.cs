using System.Net;
using System.Net.Sockets;

namespace Audience.Hosting.Addresses;

/// <summary>
/// Which of the hosts that callers name may be reached. A name is looked up here for every connection, and the connection goes to the
/// address that was checked, so that nothing can change in between.
/// </summary>
/// <param name="field">What callers name hosts in.</param>
/// <param name="setting">The setting that lists hosts.</param>
/// <param name="rule">Which hosts are allowed, as the end of a sentence.</param>
/// <param name="listed">They.</param>
/// <param name="lookUp">Finds a name's addresses; the machine's resolver unless given.</param>
public sealed class AllowedHosts(
    string field,
    string setting,
    string rule,
    IReadOnlyList<string> listed,
    Func<string, CancellationToken, Task<IPAddress[]>>? lookUp
)
{
    // The one well-known address of instance metadata that is not link-local.
    private static readonly IPAddress s_metadata = IPAddress.Parse("fd00:ec2::254");

    /// <summary>Whether the host is listed.</summary>
    public bool IsAllowed(string host) => listed.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the host is refused, where it is not listed.</summary>
    public string Refusal(string host) => $"{field} host '{host}' is not allowed: it must be {rule}";

    /// <summary>The address to connect to.</summary>
    /// <exception cref="HostRefusedException">The host is not listed, or its name leads where nothing should be.</exception>
    /// <exception cref="SocketException">The name is not known.</exception>
    public async Task<IPAddress> FindAddressAsync(string host, CancellationToken cancellationToken)
    {
        if (!IsAllowed(host))
            throw new HostRefusedException(Refusal(host));
        if (IPAddress.TryParse(host, out var literal))
            return literal;
        var addresses = await (lookUp ?? Dns.GetHostAddressesAsync)(host, cancellationToken);
        // A name with one bad address is no better than that address: the next look-up might give it alone.
        foreach (var address in addresses)
            if (!MayBeReached(host, address))
                throw new HostRefusedException(
                    $"{field} host '{host}' leads to {address}, an address of this machine or "
                        + $"its network link: where that is right, add the address itself to {setting}"
                );
        return addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork)
            ?? addresses.FirstOrDefault()
            ?? throw new SocketException((int)SocketError.HostNotFound);
    }

    private bool MayBeReached(string host, IPAddress address) =>
        !IsOwnOrLinkLocal(address, host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        || listed.Any(l => IPAddress.TryParse(l, out var known) && known.Equals(address));

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
            : address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any) || address.Equals(s_metadata);
    }
}
