using Audience.Data;
using MassTransit;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;
using IsolationLevel = System.Data.IsolationLevel;

namespace Audience.Jobs.Sagas;

/// <summary>
/// Keeps sagas in their own tables over EF Core. Each message is handled in one transaction that holds the saga's row,
/// so that competing workers take their turns; what the saga sends leaves after the commit (in-memory outbox).
/// </summary>
public sealed class SagaStorage<TSaga>(SagaDbContext db, OutputDatabase output, ISagaConsumeContextFactory<SagaDbContext, TSaga> contexts)
    : ISagaRepositoryContextFactory<TSaga>
    where TSaga : class, ISaga
{
    public void Probe(ProbeContext context) => context.CreateScope("sagaStorage").Add("table", SagaRow<TSaga>.Table(db));

    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class
    {
        await output.PrepareAsync(context.CancellationToken);
        // A worker that stands still while it holds a saga's row would stop the whole task.
        await db.Database.OpenConnectionAsync(context.CancellationToken);
        await output.Dialect.LimitIdleAsync(db.Database.GetDbConnection(), context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, context.CancellationToken);
        await next.Send(new SagaStorageContext<TSaga, T>(db, output.Dialect, context, contexts));
        await db.SaveChangesAsync(context.CancellationToken);
        await transaction.CommitAsync(context.CancellationToken);
    }

    /// <summary>Not used: our sagas are found by their id alone.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class => throw new NotSupportedException("sagas are found by their id, not by a query");
}
