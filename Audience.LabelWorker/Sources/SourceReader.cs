using Audience.Data.Posts;
using Audience.Jobs;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Resilience;

namespace Audience.LabelWorker.Sources;

/// <summary>Uses sources under their circuit breakers, and gives a piece's slot to others while a source is silent.</summary>
public sealed class SourceReader(SourceCircuits circuits, JobOptions options)
{
    /// <summary>Asks a source something.</summary>
    /// <exception cref="SourceAwayException">The source is away, or was silent for longer than a piece may wait.</exception>
    public Task<T> AskAsync<T>(Slot slot, IPostSource source, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken) =>
        UseAsync(source, token => WaitAsync(slot, source, ask(token), token), cancellationToken);

    /// <summary>Uses a source in another way; whoever waits for it uses <see cref="WaitAsync"/>.</summary>
    /// <exception cref="SourceAwayException">The source is away.</exception>
    public Task<T> UseAsync<T>(IPostSource source, Func<CancellationToken, Task<T>> use, CancellationToken cancellationToken) =>
        circuits.RunAsync(source.Name, source.IsTransient, use, cancellationToken);

    /// <summary>Awaits what a source gives.</summary>
    /// <exception cref="SourceAwayException">It was silent for longer than a piece may wait.</exception>
    public async Task<T> WaitAsync<T>(Slot slot, IPostSource source, Task<T> waiting, CancellationToken cancellationToken)
    {
        IDisposable? note = null;
        try
        {
            return await slot.WaitAsync(waiting, NoteSilence, options.MaxWait, cancellationToken);
        }
        catch (TimeoutException e) when (note is not null && !waiting.IsCompleted)
        {
            throw new SourceAwayException($"the source {source.Name} was silent for {options.MaxWait.TotalMinutes} minutes", null, e);
        }
        finally
        {
            slot.WaitingFor = null;
            note?.Dispose();
        }

        void NoteSilence()
        {
            note = circuits.NoteSilent(source.Name);
            slot.WaitingFor = $"the source {source.Name}, which does not answer";
        }
    }
}
