using System.Net;
using System.Net.Sockets;
using Audience.Hosting.Settings;

namespace Audience.Hosting.Addresses;

/// <summary>
/// Which hosts a CALLBACK_URL may name: those of CALLBACK_HOSTS. Checked when it is given, and again for every connection that a callback
/// is sent over.
/// </summary>
/// <param name="settings">CALLBACK_HOSTS.</param>
/// <param name="lookUp">Finds a name's addresses; the machine's resolver unless given.</param>
public sealed class CallbackHosts(AudienceSettings settings, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null)
{
    private readonly AllowedHosts _allowed = new(
        "CALLBACK_URL",
        "CALLBACK_HOSTS",
        "one of CALLBACK_HOSTS",
        settings.Callbacks.Hosts,
        lookUp
    );

    /// <summary>The address to connect to.</summary>
    /// <exception cref="HostRefusedException">The host is not listed, or its name leads where no receiver should be.</exception>
    /// <exception cref="SocketException">The name is not known.</exception>
    public Task<IPAddress> FindAddressAsync(string host, CancellationToken cancellationToken) =>
        _allowed.FindAddressAsync(host, cancellationToken);
}
