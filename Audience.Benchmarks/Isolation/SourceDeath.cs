using Audience.Testing;

namespace Audience.Benchmarks.Isolation;

/// <summary>How a source dies.</summary>
internal enum SourceDeath
{
    /// <summary>It refuses connections.</summary>
    Refuses,

    /// <summary>It takes them, and says nothing.</summary>
    Hangs,

    /// <summary>It sends a packet a minute.</summary>
    Trickles,
}

/// <summary>Has a proxy before a source die.</summary>
internal static class SourceDeaths
{
    /// <summary>From now on.</summary>
    public static void Strike(this TcpProxy proxy, SourceDeath death)
    {
        if (death == SourceDeath.Refuses)
            proxy.Refuse();
        else if (death == SourceDeath.Hangs)
            proxy.Latency = TimeSpan.FromHours(1);
        else
            proxy.PacketTime = TimeSpan.FromMinutes(1);
    }
}
