using System.Data;
using Audience.Data;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Audience.Jobs.Sagas;

/// <summary>Changes sagas' rows outside of messages, in the same way as they do: with the row locked, in one transaction.</summary>
public sealed class SagaRows(IServiceScopeFactory scopes, OutputDatabase database)
{
    /// <summary>Changes a row.</summary>
    /// <param name="id">The saga's id.</param>
    /// <param name="change">Changes the row, null where there is none; false where nothing is to be kept of what it did.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is changed.</param>
    /// <returns>What <paramref name="change"/> returned.</returns>
    public async Task<bool> ChangeAsync<TSaga>(
        string id,
        Func<TSaga?, SagaDbContext, Task<bool>> change,
        CancellationToken cancellationToken
    )
        where TSaga : class, ISaga
    {
        await database.PrepareAsync(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SagaDbContext>();
        await db.Database.OpenConnectionAsync(cancellationToken);
        await database.Dialect.LimitIdleAsync(db.Database.GetDbConnection(), cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var row = await SagaRow<TSaga>.LockAsync(db, database.Dialect, Guid.ParseExact(id, "N"), cancellationToken);
        if (!await change(row, db))
            return false;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
