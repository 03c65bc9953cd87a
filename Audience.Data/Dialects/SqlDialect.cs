using System.Data.Common;
using Audience.Data.Results;
using Audience.Data.Schema;

namespace Audience.Data.Dialects;

/// <summary>What differs between MySQL/MariaDB and SQLite on the output side.</summary>
public abstract class SqlDialect
{
    /// <summary>An SQL expression for the server's clock in milliseconds since 1970, UTC. Leases use it, so that workers' clocks need not agree.</summary>
    public abstract string NowMs { get; }

    /// <summary>Appended to a SELECT: holds the rows against other writers until the transaction ends.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Appended to a SELECT: holds the rows against writers, not against other readers, until the transaction ends.</summary>
    public abstract string ForShare { get; }

    /// <summary>INSERT that skips rows whose key exists already.</summary>
    public abstract string InsertIgnore { get; }

    /// <summary>The type to CAST to for a 64-bit whole number.</summary>
    public abstract string WholeNumber { get; }

    /// <summary>Quotes a checked identifier.</summary>
    public abstract string Quote(string name);

    /// <summary>A table of a result schema, quoted.</summary>
    public abstract string Table(string schema, string table);

    /// <summary>Whether a table can be created within a transaction, and has to be: where one writer at a time shuts out every other connection.</summary>
    public abstract bool CreatesInTransaction { get; }

    /// <summary>CREATE TABLE IF NOT EXISTS, with indexes.</summary>
    public abstract IEnumerable<string> CreateTable(string qualifiedName, TableDefinition table);

    /// <summary>Creates the table where it is missing, and adds the columns that an older one lacks.</summary>
    public abstract Task EnsureTableAsync(DbConnection connection, string schema, TableDefinition table, CancellationToken cancel);

    /// <summary>Starts a transaction in which a write cannot be refused later because another came between.</summary>
    public abstract Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancel);

    /// <summary>The fastest way to write label rows that this server allows.</summary>
    public abstract ILabelRowWriter LabelRowWriter { get; }

    /// <summary>Whether the error will pass by itself: lost connection, deadlock, server starting, disk full for now.</summary>
    public abstract bool IsTransient(Exception error);

    /// <summary>Whether a table exists in a result schema.</summary>
    public abstract Task<bool> TableExistsAsync(DbConnection connection, string schema, string table, CancellationToken cancel);
}
