using System.Data;
using System.Data.Common;
using System.Runtime.ExceptionServices;
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
    /// <exception cref="DbException">The database is away, or ended this for the sake of another.</exception>
    public async Task<bool> ChangeAsync<TSaga>(
        string id,
        Func<TSaga?, SagaDbContext, Task<bool>> change,
        CancellationToken cancellationToken
    )
        where TSaga : class, ISaga
    {
        try
        {
            return await ChangeInTransactionAsync(id, change, cancellationToken);
        }
        catch (Exception e) when (e is not DbException && Inner(e) is { } error)
        {
            // EF wraps what the driver throws; callers know the driver's errors.
            ExceptionDispatchInfo.Throw(error);
            throw;
        }
    }

    private static DbException? Inner(Exception? error) =>
        error is null or DbException ? error as DbException : Inner(error.InnerException);

    private async Task<bool> ChangeInTransactionAsync<TSaga>(
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
