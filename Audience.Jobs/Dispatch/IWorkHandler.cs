using System.Data.Common;
using Audience.Jobs.Leases;

namespace Audience.Jobs.Dispatch;

/// <summary>Does one kind of work.</summary>
public interface IWorkHandler
{
    /// <summary>The kind.</summary>
    WorkKind Kind { get; }

    /// <summary>Does a piece, and commits what it comes to with the claim (<see cref="LeaseStore"/>), in one transaction.</summary>
    /// <exception cref="Resilience.SourceAwayException">Something outside is away: the piece is put off, and its slot is free for
    /// others meanwhile.</exception>
    Task<WorkOutcome> RunAsync(WorkContext work, CancellationToken cancellationToken);

    /// <summary>Whether no further attempt can mend the error; its message stands alone then.</summary>
    bool IsFinal(Exception error) => false;

    /// <summary>Writes what follows where a piece has failed for good, in the transaction in which it does.</summary>
    Task FailedAsync(DbConnection connection, DbTransaction transaction, WorkClaim claim, string reason) => Task.CompletedTask;

    /// <summary>Whether the error passes by itself, besides those of the output database.</summary>
    bool IsTransient(Exception error) => false;
}

/// <summary>How an attempt ended that threw nothing.</summary>
public enum WorkOutcome
{
    /// <summary>Everything is committed.</summary>
    Done,

    /// <summary>The claim was lost, or the piece is not wanted any more: nothing of the attempt remains.</summary>
    Lost,

    /// <summary>A part is done and committed; the rest goes on when the piece's turn comes again.</summary>
    Yielded,
}

/// <summary>A piece of work in hand.</summary>
/// <param name="Claim">The claim on it.</param>
/// <param name="Slot">The slot that it takes up.</param>
public sealed record WorkContext(WorkClaim Claim, Slot Slot);
