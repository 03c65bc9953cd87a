using Audience.Contracts.Messages;
using MassTransit;

namespace Audience.Jobs.Leadership;

/// <summary>Every worker hears that another has given its services back, and one takes them at once.</summary>
public sealed class LeadershipReleasedConsumer(LeaderElection election) : IConsumer<LeadershipReleased>
{
    public Task Consume(ConsumeContext<LeadershipReleased> context)
    {
        election.Wake();
        return Task.CompletedTask;
    }
}
