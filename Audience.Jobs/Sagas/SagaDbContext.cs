using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Audience.Jobs.Sagas;

/// <summary>The sagas of one process. The tables are made by <see cref="Audience.Data.OutputDatabase"/>, not by EF.</summary>
public sealed class SagaDbContext(DbContextOptions<SagaDbContext> options, IEnumerable<ISagaMap> maps) : DbContext(options)
{
    /// <summary>The transaction that the saga's repository has begun, for commands that belong to the same step.</summary>
    public (DbConnection Connection, DbTransaction Transaction) Current =>
        (
            Database.GetDbConnection(),
            (Database.CurrentTransaction ?? throw new InvalidOperationException("no saga is loaded")).GetDbTransaction()
        );

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var map in maps)
            map.Configure(modelBuilder);
    }
}
