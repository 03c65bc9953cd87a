namespace Audience.Jobs.Messaging;

/// <summary>Where the broker is away, a send waits for it; whoever sends by <see cref="BrokerState"/> does not.</summary>
public static class BrokerTimeout
{
    /// <summary>For what a caller must know the fate of.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    /// <summary>For hints: the tables say the same, and are looked at within a second or ten.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
}
