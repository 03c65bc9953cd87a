using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Duties;

/// <summary>Does something again and again in one of all the processes that could.</summary>
public abstract class DutyService : PeriodicService
{
    private readonly DutyRoster _roster;
    private readonly string _duty;

    /// <param name="duty">The duty's name.</param>
    /// <param name="period">How long between two looks.</param>
    /// <param name="roster">Says which process does it.</param>
    /// <param name="log">Told when looks begin to fail.</param>
    /// <param name="complaint">What cannot be done while they do, as the beginning of a sentence.</param>
    protected DutyService(string duty, TimeSpan period, DutyRoster roster, ILogger log, string complaint)
        : base(period, roster.Time, log, complaint)
    {
        (_duty, _roster) = (duty, roster);
        roster.Join(duty);
    }

    protected override bool IsToLook => _roster.Has(_duty);
}
