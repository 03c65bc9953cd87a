using System.Net;
using System.Net.Sockets;
using Audience.Testing;

namespace Audience.Tests.Testing;

[Category("unit")]
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

    [Test]
    public void A_given_port_is_held_against_other_processes_also_while_nobody_listens()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

        // Which is what another process tries before it takes a port.
        Assert.That(() => other.Bind(new IPEndPoint(IPAddress.Loopback, FreePort.Take())), Throws.InstanceOf<SocketException>());
    }
}
