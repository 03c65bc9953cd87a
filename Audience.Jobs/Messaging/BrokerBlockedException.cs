namespace Audience.Jobs.Messaging;

/// <summary>
/// The broker takes no messages for now: it has too little memory or disk. What the tables say is done once that is over.
/// </summary>
/// <param name="reason">In the broker's words.</param>
public sealed class BrokerBlockedException(string reason)
    : Exception($"the message broker is blocked ({reason}): it takes no messages until that is over");
