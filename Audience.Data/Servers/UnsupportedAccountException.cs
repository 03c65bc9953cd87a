using System.Data.Common;
using MySqlConnector.Authentication;

namespace Audience.Data.Servers;

/// <summary>An account of a server proves who it is in a way that the driver does not have.</summary>
/// <param name="plugin">The server's plugin.</param>
public sealed class UnsupportedAccountException(string plugin)
    : DbException(
        $"the account uses the authentication plugin {plugin}, which is not supported here: use another account, or let it use "
            + "mysql_native_password or caching_sha2_password "
            + "(on MariaDB: ALTER USER … IDENTIFIED VIA mysql_native_password USING PASSWORD('…'))"
    )
{
    // The driver knows their names, and has their code in packages that are not public everywhere; without them it tells to install one.
    private static readonly string[] s_plugins = ["client_ed25519", "parsec"];

    static UnsupportedAccountException()
    {
        foreach (string plugin in s_plugins)
            AuthenticationPlugins.Register(new Refusal(plugin));
    }

    /// <summary>Has the driver throw this exception where it is to be.</summary>
    public static void Enable() =>
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(UnsupportedAccountException).TypeHandle);

    // The driver takes no plugin of these names that is less than the third kind.
    private sealed class Refusal(string name) : IAuthenticationPlugin3
    {
        public string Name => name;

        public byte[] CreateResponse(string password, ReadOnlySpan<byte> authenticationData) => throw new UnsupportedAccountException(name);

        public void CreateResponseAndPasswordHash(
            string password,
            ReadOnlySpan<byte> authenticationData,
            out byte[] authenticationResponse,
            out byte[] passwordHash
        ) => throw new UnsupportedAccountException(name);
    }
}
