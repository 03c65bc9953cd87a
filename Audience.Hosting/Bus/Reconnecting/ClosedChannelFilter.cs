using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client.Exceptions;

namespace Audience.Hosting.Bus.Reconnecting;

/// <summary>
/// Has an endpoint begin anew whose channel has been closed and whose consumer does not notice. The client tells a consumer of the
/// end of its
/// channel through a queue that may be gone by then; the endpoint would be deaf for ever, while the bus calls itself healthy. Once
/// in some 100
/// schedules of the soak, when connections broke one after the other.
/// </summary>
internal sealed class ClosedChannelFilter : IFilter<ChannelContext>
{
    // A consumer that noticed waits for the messages in hand; where they take longer, they may be delivered twice, which does no harm.
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1),
        s_timeout = TimeSpan.FromSeconds(10);

    /// <summary>Lets the endpoint consume.</summary>
    /// <exception cref="RabbitMqConnectionException">The channel has been closed for a while: MassTransit tries again.</exception>
    public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        var consuming = next.Send(context);
        for (var closed = TimeSpan.Zero; closed < s_timeout; )
        {
            // Not the context's token: the loop would spin until the consumer has ended.
            if (await Task.WhenAny(consuming, Task.Delay(s_period, CancellationToken.None)) == consuming)
            {
                await consuming;
                return;
            }
            // Asked, as what would tell is what may be lost.
            if (context.Channel.IsClosed)
                closed += s_period;
        }
        // Only with a cause MassTransit takes it for something that passes: without one, a bus that just starts gives up for ever.
        throw new RabbitMqConnectionException(
            "the channel was closed, and its consumer did not notice",
            new AlreadyClosedException(context.Channel.CloseReason!)
        );
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("closedChannel");
}
