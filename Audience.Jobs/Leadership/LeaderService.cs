using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Leadership;

/// <summary>Does something again and again in the leader, one of all the processes that could.</summary>
public abstract class LeaderService : PeriodicService
{
    private readonly LeaderElection _election;
    private readonly string _service;

    /// <param name="service">Its name in the election.</param>
    /// <param name="period">How long between two looks.</param>
    /// <param name="election">Says which process does it.</param>
    /// <param name="log">Told when looks begin to fail.</param>
    /// <param name="complaint">What cannot be done while they do, as the beginning of a sentence.</param>
    protected LeaderService(string service, TimeSpan period, LeaderElection election, ILogger log, string complaint)
        : base(period, election.Time, log, complaint)
    {
        (_service, _election) = (service, election);
        election.Join(service);
    }

    protected override bool IsToLook => _election.Has(_service);
}
