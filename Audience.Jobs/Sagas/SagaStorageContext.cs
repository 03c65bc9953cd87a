using Audience.Data.Dialects;
using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;

namespace Audience.Jobs.Sagas;

/// <summary>What MassTransit may do with a saga while one message is handled.</summary>
internal sealed class SagaStorageContext<TSaga, TMessage>(
    SagaDbContext db,
    SqlDialect dialect,
    ConsumeContext<TMessage> context,
    ISagaConsumeContextFactory<SagaDbContext, TSaga> contexts
) : ConsumeContextScope<TMessage>(context), SagaRepositoryContext<TSaga, TMessage>
    where TSaga : class, ISaga
    where TMessage : class
{
    private readonly ConsumeContext<TMessage> _context = context;

    public async Task<SagaConsumeContext<TSaga, TMessage>?> Load(Guid correlationId)
    {
        var saga = await SagaRow<TSaga>.LockAsync(db, dialect, correlationId, CancellationToken);
        return saga is null ? null : await CreateSagaConsumeContext(_context, saga, SagaConsumeContextMode.Load);
    }

    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(
        ConsumeContext<T> consumeContext,
        TSaga instance,
        SagaConsumeContextMode mode
    )
        where T : class => contexts.CreateSagaConsumeContext(db, consumeContext, instance, mode);

    public Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance)
    {
        db.Add(instance);
        return CreateSagaConsumeContext(_context, instance, SagaConsumeContextMode.Add);
    }

    // Rows are inserted by the API before any message is sent, never by a message.
    public Task<SagaConsumeContext<TSaga, TMessage>?> Insert(TSaga instance) => Task.FromResult<SagaConsumeContext<TSaga, TMessage>?>(null);

    public Task Save(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    // EF tracks the instance: SagaStorage saves what changed.
    public Task Update(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Delete(SagaConsumeContext<TSaga> context)
    {
        db.Remove(context.Saga);
        return Task.CompletedTask;
    }

    public Task Discard(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TSaga> context)
    {
        db.ChangeTracker.Clear();
        return Task.CompletedTask;
    }
}
