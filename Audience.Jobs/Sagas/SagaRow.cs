using Audience.Data.Dialects;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Audience.Jobs.Sagas;

/// <summary>Reads a saga's row and holds it until the transaction ends.</summary>
internal static class SagaRow<TSaga>
    where TSaga : class, ISaga
{
    /// <summary>The saga's table.</summary>
    public static string Table(SagaDbContext db) => Entity(db).GetTableName()!;

    /// <summary>The saga, or null where there is none; other transactions wait for its row.</summary>
    public static async Task<TSaga?> LockAsync(SagaDbContext db, SqlDialect dialect, Guid id, CancellationToken cancellationToken)
    {
        var entity = Entity(db);
        string key = entity.FindPrimaryKey()!.Properties[0].GetColumnName();
        // The names come from the map, not from outside. FromSqlRaw bypasses value converters, so the key is formatted here.
        string sql = $"SELECT * FROM {entity.GetTableName()} WHERE {key} = {{0}}{dialect.ForUpdate}";
        var rows = await db.Set<TSaga>().FromSqlRaw(sql, id.ToString("N")).ToListAsync(cancellationToken);
        return rows.SingleOrDefault();
    }

    private static IEntityType Entity(SagaDbContext db) => db.Model.FindEntityType(typeof(TSaga))!;
}
