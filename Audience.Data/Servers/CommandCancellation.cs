using System.Data.Common;

namespace Audience.Data.Servers;

/// <summary>Ends commands that block on the socket.</summary>
public static class CommandCancellation
{
    /// <summary>
    /// Has the command cancelled with the token, from another thread: that connects anew to end the query, which takes long where the
    /// server is in trouble, and whoever cancels does not wait for it. Dispose of the result when the command has ended.
    /// </summary>
    public static CancellationTokenRegistration CancelWith(this DbCommand command, CancellationToken cancellationToken) =>
        cancellationToken.Register(() => _ = Task.Run(command.Cancel, CancellationToken.None));
}
