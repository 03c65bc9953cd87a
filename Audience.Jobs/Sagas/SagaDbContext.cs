using System.Data.Common;
using Audience.Data;
using Audience.Data.Callbacks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Audience.Jobs.Sagas;

/// <summary>The sagas of one process. The tables are made by <see cref="OutputDatabase"/>, not by EF.</summary>
public sealed class SagaDbContext(DbContextOptions<SagaDbContext> options, IEnumerable<ISagaMap> maps, OutputDatabase database)
    : DbContext(options)
{
    /// <summary>The database of their tables.</summary>
    public OutputDatabase Output => database;

    /// <summary>The transaction that the saga's repository has begun, for commands that belong to the same step.</summary>
    public (DbConnection Connection, DbTransaction Transaction) Current =>
        (
            Database.GetDbConnection(),
            (Database.CurrentTransaction ?? throw new InvalidOperationException("no saga is loaded")).GetDbTransaction()
        );

    /// <summary>Saves what has changed, and with it the news of what has ended by that.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        var ends = ChangeTracker
            .Entries()
            .Where(row => row.State == EntityState.Modified)
            .SelectMany(row => maps.Select(map => map.FindEnd(row)))
            .OfType<SagaEnd>()
            .ToList();
        int saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        foreach (var end in ends)
        {
            var (connection, transaction) = Current;
            var news = await end.ReadAsync(connection, transaction, cancellationToken);
            var happened = new CallbackEvent(news.Event, news.Id, end.Url);
            await new CallbackOutbox(database, connection, transaction).AddAsync(happened, news.Stat, news.Status, cancellationToken);
        }
        return saved;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var map in maps)
            map.Configure(modelBuilder);
    }
}
