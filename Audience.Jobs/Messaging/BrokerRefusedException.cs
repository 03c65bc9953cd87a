namespace Audience.Jobs.Messaging;

/// <summary>
/// The broker does not let us use a queue or an exchange: somebody else made it with other arguments, or we lack permissions.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="said">What the broker said.</param>
public sealed class BrokerRefusedException(string name, string said) : Exception(Explain(name, said))
{
    /// <summary>What is wrong, and what to do.</summary>
    public static string Explain(string name, string said) =>
        $"the message broker refuses '{name}': {said}. "
        + (
            said.StartsWith("403", StringComparison.Ordinal)
                ? "Give the account of BROKER_URL the permissions to configure, write and read it"
                : "Delete what another program has left there, or name another virtual host in BROKER_URL"
        );
}
