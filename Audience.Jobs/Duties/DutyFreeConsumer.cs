using Audience.Contracts.Messages;
using MassTransit;

namespace Audience.Jobs.Duties;

/// <summary>Every worker hears that another has given its duties back, and one takes them at once.</summary>
public sealed class DutyFreeConsumer(DutyRoster roster) : IConsumer<DutyFree>
{
    public Task Consume(ConsumeContext<DutyFree> context)
    {
        roster.Wake();
        return Task.CompletedTask;
    }
}
