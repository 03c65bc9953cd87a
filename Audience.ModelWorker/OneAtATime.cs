namespace Audience.ModelWorker;

/// <summary>A worker makes or tests one model at a time, whatever queue it comes from: fits need memory, and a machine's processors.</summary>
public sealed class OneAtATime : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for its turn, then works.</summary>
    public async Task RunAsync(Func<Task> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
