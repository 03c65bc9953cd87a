using Audience.Contracts.Tasks.Reports;

namespace Audience.Data.Tasks;

/// <summary>When a task's phases began and ended, by the server's clock in milliseconds since 1970; null where they have not.</summary>
public sealed record TaskTimes
{
    /// <summary>The phase that it is in; null of tasks of the Python original.</summary>
    public string? Phase { get; init; }

    /// <summary>PENDING, SUCCESS, FAILURE or BREAK.</summary>
    public string? Stat { get; init; }

    /// <summary>When it was created.</summary>
    public long? Created { get; init; }

    /// <summary>When labelling began, or went on the last time.</summary>
    public long? StartedAt { get; init; }

    /// <summary>Minutes of labelling.</summary>
    public double? RunTime { get; init; }

    /// <summary>When its COUNTDOWN ends.</summary>
    public long? ProduceAt { get; init; }

    /// <summary>When it came on the last time.</summary>
    public long? ProgressAt { get; init; }

    /// <summary>Now.</summary>
    public required long Now { get; init; }

    private bool IsDone => Phase == "done";

    // A task that was aborted or failed stopped where it came on the last time.
    private long Last => IsDone ? ProgressAt ?? Now : Now;

    private long? LabelledAt => RunTime is { } minutes && StartedAt is { } start ? start + (long)(minutes * 60_000) : null;

    /// <summary>Those that have begun, in order.</summary>
    public IReadOnlyList<PhaseTime> Phases
    {
        get
        {
            if (Phase is null || Created is not { } created)
                return [];
            var phases = new List<PhaseTime> { Of("queued", created, StartedAt, Last) };
            if (StartedAt is { } started)
                phases.Add(Of("labeling", started, LabelledAt, Last));
            if (LabelledAt is not { } labelled || ProduceAt is not { } produce)
                return phases;
            // A rounded run_time leaves some milliseconds.
            if (produce - labelled >= 1_000)
                phases.Add(Of("countdown", labelled, produce <= Last ? produce : null, Last));
            if (produce <= Last)
                phases.Add(Of("producing", produce, IsDone ? Last : null, Last));
            return phases;
        }
    }

    private PhaseTime Of(string phase, long begin, long? end, long last) =>
        new()
        {
            Phase = phase,
            Seconds = Math.Round(Math.Max(0, (end ?? last) - begin) / 1000.0, 3),
            Ended = end is not null || IsDone,
        };
}
