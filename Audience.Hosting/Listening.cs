using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;

namespace Audience.Hosting;

/// <summary>Runs a host until it is stopped, and says in one line where its address is in use.</summary>
public static class Listening
{
    /// <summary>Runs until it is stopped.</summary>
    /// <param name="app">The host.</param>
    /// <param name="setting">Where its address is set, for the message: <c>URLS</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code: 0 after a stop, 2 where another process listens on the address.</returns>
    public static async Task<int> RunServiceAsync(this WebApplication app, string setting, CancellationToken cancellationToken)
    {
        try
        {
            // Not RunAsync, which disposes of a host that could not start while its services run.
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e) when (IsAddressInUse(e))
        {
            await Console.Error.WriteLineAsync(
                $"{e.Message} End the process that listens there, or choose another address with {setting}."
            );
            // What started before the server did ends in order, rather than with errors when the host is disposed of.
            await app.StopAsync(CancellationToken.None);
            return 2;
        }
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    /// <summary>Whether it says that another process listens on the address; the logs leave that out, because it is said already.</summary>
    internal static bool IsAddressInUse(Exception? exception) => exception is IOException { InnerException: AddressInUseException };
}
