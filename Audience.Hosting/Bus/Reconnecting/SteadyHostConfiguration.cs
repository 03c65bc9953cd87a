using MassTransit;
using MassTransit.RabbitMqTransport.Configuration;
using RabbitMQ.Client.Exceptions;

namespace Audience.Hosting.Bus.Reconnecting;

/// <summary>
/// MassTransit's connection to RabbitMQ, which waits the same short time before each new try. MassTransit's own lengthens its wait
/// with every
/// broken connection, up to half a minute, for the life of the process, and never tries again after a refused login.
/// </summary>
internal sealed class SteadyHostConfiguration : RabbitMqHostConfiguration
{
    // On top of the one second that MassTransit rests after a connection broke; BrokerReach waits for a broker that is away.
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(1);

    // After as many waits MassTransit begins again with the first.
    private const int Waits = 100;

    private readonly IRetryPolicy _steady;

    public SteadyHostConfiguration(IRabbitMqBusConfiguration bus, IRabbitMqTopologyConfiguration topology)
        : base(bus, topology)
    {
        var theirs = base.ReceiveTransportRetryPolicy;
        _steady = Retry.CreatePolicy(retry =>
        {
            retry.Handle<Exception>(e => e.GetBaseException() is AuthenticationFailureException || theirs.IsHandled(e));
            retry.Interval(Waits, s_wait);
        });
    }

    public override IRetryPolicy ReceiveTransportRetryPolicy => _steady;
}
