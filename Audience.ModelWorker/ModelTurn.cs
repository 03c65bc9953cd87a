using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data.Work;
using Audience.Hosting.Bus;
using Audience.Hosting.Work;
using MassTransit;

namespace Audience.ModelWorker;

/// <summary>A worker makes or tests one model at a time, whatever queue it comes from: fits need memory, and a machine's processors.</summary>
public sealed class ModelTurn(WorkRunner runner, IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for the turn, works, then has the model's saga look at the tables.</summary>
    /// <param name="context">Of the command.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="table">Where its work stands.</param>
    /// <param name="step">See <see cref="Data.Models.ModelStep"/>.</param>
    /// <param name="work">Commits and returns true, or returns false where the claim was lost.</param>
    public async Task RunAsync(
        ConsumeContext context,
        Guid modelId,
        WorkTable table,
        string step,
        Func<WorkClaim, CancellationToken, Task<bool>> work
    )
    {
        await _turn.WaitAsync(lifetime.ApplicationStopping);
        try
        {
            await runner.RunAsync(table, TaskId.Format(modelId), step, _ => false, work, FinalErrors.Are);
        }
        finally
        {
            _turn.Release();
        }
        await new Commands(context).ToModelsAsync(new ModelMoved(modelId), context.CancellationToken);
    }

    public void Dispose() => _turn.Dispose();
}
