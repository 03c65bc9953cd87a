using System.Collections.Concurrent;

namespace Audience.Tests;

/// <summary>A virtual host of the shared broker that no other test uses meanwhile: queues have the same names in every system.</summary>
internal sealed class TestVirtualHost : IDisposable
{
    // Making one takes rabbitmqctl a second: those that are given back are used again.
    private static readonly ConcurrentBag<string> s_free = ["/"];

    private readonly string _name;

    private TestVirtualHost(string name, Uri uri) => (_name, Uri) = (name, uri);

    /// <summary>How to reach it, with the account that may do everything.</summary>
    public Uri Uri { get; }

    /// <summary>Takes one that is free, or makes one.</summary>
    public static async Task<TestVirtualHost> TakeAsync()
    {
        var broker = await Servers.RabbitMqAsync();
        if (s_free.TryTake(out string? name))
            return new TestVirtualHost(name, new Uri(broker.Uri, name));
        name = $"/test_{Guid.NewGuid():N}";
        await broker.AddVirtualHostAsync(name[1..]);
        return new TestVirtualHost(name, new Uri(broker.Uri, name));
    }

    /// <summary>Gives it back.</summary>
    public void Dispose() => s_free.Add(_name);
}
