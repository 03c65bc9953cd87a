namespace Audience.Testing.Schedules;

/// <summary>What came of a schedule.</summary>
public sealed class ScheduleResult
{
    /// <summary>Where what was left differs from what an undisturbed run leaves, and what did not come about in time.</summary>
    public List<string> Differences { get; } = [];

    /// <summary>How often each kind struck.</summary>
    public Dictionary<string, int> Faults { get; } = [];

    /// <summary>Seconds from the end of a strike to the next progress.</summary>
    public List<(string Kind, double Seconds)> Recoveries { get; } = [];

    /// <summary>How many tasks and dumps it ran.</summary>
    public int Tasks { get; set; }

    /// <summary>How many strikes have begun.</summary>
    public int Strikes { get; set; }

    /// <summary>How many series ended.</summary>
    public int Series { get; set; }

    /// <summary>How many runs they had.</summary>
    public int SeriesRuns { get; set; }

    /// <summary>How many of those runs were struck.</summary>
    public int StruckRuns { get; set; }

    /// <summary>Counts a strike.</summary>
    public void Count(string kind) => Faults[kind] = Faults.GetValueOrDefault(kind) + 1;
}
