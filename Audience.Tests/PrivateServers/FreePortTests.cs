using System.Net;
using System.Net.Sockets;
using Audience.PrivateServers;

namespace Audience.Tests.PrivateServers;

internal sealed class FreePortTests
{
    [Test]
    public void Ports_differ_and_can_be_listened_on()
    {
        int[] ports = [.. FreePort.Take(20), FreePort.Take()];

        Assert.That(ports, Is.Unique);
        foreach (int port in ports)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            Assert.That(listener.Start, Throws.Nothing);
        }
    }
}
