using Audience.Jobs.Leases;
using Dapper;

namespace Audience.Jobs.Sagas;

/// <summary>What steps do in the saga's own transaction.</summary>
public static class SagaWork
{
    /// <summary>The work of a saga.</summary>
    public static WorkItems WorkOf(this SagaDbContext db, string id) => new(db.Output, db.Current.Connection, db.Current.Transaction, id);

    /// <summary>The server's clock, in milliseconds since 1970.</summary>
    public static Task<long> NowAsync(this SagaDbContext db, CancellationToken cancellationToken) =>
        db.Current.Connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                $"SELECT {db.Output.Dialect.NowMs}",
                transaction: db.Current.Transaction,
                cancellationToken: cancellationToken
            )
        );
}
