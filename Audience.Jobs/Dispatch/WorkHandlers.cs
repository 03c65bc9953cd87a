using Audience.Data;
using Audience.Jobs.Leases;
using Audience.Jobs.Resilience;

namespace Audience.Jobs.Dispatch;

/// <summary>What does each kind of work in this process.</summary>
public sealed class WorkHandlers(IEnumerable<IWorkHandler> handlers, OutputDatabase database)
{
    /// <summary>What does a kind of work.</summary>
    public IWorkHandler Of(WorkKind kind) => handlers.First(h => h.Kind == kind);

    /// <summary>Whether an error of a kind of work passes by itself: something that it needs is away.</summary>
    public bool Passes(WorkKind kind, Exception error) =>
        error is SourceAwayException || Of(kind).IsTransient(error) || database.Dialect.IsTransient(error);
}
