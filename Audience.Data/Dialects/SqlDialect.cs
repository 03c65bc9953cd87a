using System.Data.Common;
using Audience.Data.Results;
using Audience.Data.Schema;

namespace Audience.Data.Dialects;

/// <summary>What differs between MySQL/MariaDB and SQLite on the output side.</summary>
public abstract class SqlDialect
{
    /// <summary>
    /// An SQL expression for the server's clock in milliseconds since 1970, UTC. Leases use it, so that workers' clocks need not
    /// agree.
    /// </summary>
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

    /// <summary>
    /// Whether a table can be created within a transaction, and has to be: where one writer at a time shuts out every other
    /// connection.
    /// </summary>
    public abstract bool CreatesInTransaction { get; }

    /// <summary>CREATE TABLE IF NOT EXISTS, with indexes.</summary>
    public abstract IEnumerable<string> CreateTable(string qualifiedName, TableDefinition table);

    /// <summary>Creates the table where it is missing, and adds the columns that an older one lacks.</summary>
    public abstract Task EnsureTableAsync(
        DbConnection connection,
        string schema,
        TableDefinition table,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Starts a short transaction, in which a write cannot be refused later because another came between. Where its process stands
    /// still for long, the server ends it, so that nobody waits for its locks.
    /// </summary>
    public async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await LimitIdleAsync(connection, cancellationToken);
        return await BeginLongAsync(connection, cancellationToken);
    }

    /// <summary>
    /// The same for a transaction that may be silent for long; only for work that others can end, see
    /// <see cref="NameConnectionAsync"/>.
    /// </summary>
    public abstract Task<DbTransaction> BeginLongAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Has the server end this connection when it is silent for 20 seconds.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <param name="transaction">The one that is open on it; null where none is.</param>
    public abstract Task LimitIdleAsync(DbConnection connection, CancellationToken cancellationToken, DbTransaction? transaction = null);

    /// <summary>Makes this connection known by a name, until it is closed; another one that has the name is ended.</summary>
    public abstract Task NameConnectionAsync(DbConnection connection, string name, CancellationToken cancellationToken);

    /// <summary>Ends the connection that is known by a name, with its transaction and its locks, where there is one.</summary>
    public abstract Task EndHolderAsync(DbConnection connection, string name, CancellationToken cancellationToken);

    /// <summary>The fastest way to write label rows that this server allows.</summary>
    public abstract ILabelRowWriter LabelRowWriter { get; }

    /// <summary>Whether the error will pass by itself: lost connection, deadlock, server starting, disk full for now.</summary>
    public abstract bool IsTransient(Exception error);

    /// <summary>The column names of a table, without regard to case; none where it does not exist.</summary>
    public abstract Task<IReadOnlySet<string>> ColumnsAsync(
        DbConnection connection,
        string schema,
        string table,
        CancellationToken cancellationToken
    );

    /// <summary>Whether a table exists in a result schema.</summary>
    public async Task<bool> TableExistsAsync(DbConnection connection, string schema, string table, CancellationToken cancellationToken) =>
        (await ColumnsAsync(connection, schema, table, cancellationToken)).Count > 0;

    /// <summary>Whether there is such a schema, and this user may see it.</summary>
    public abstract Task<bool> SchemaExistsAsync(DbConnection connection, string schema, CancellationToken cancellationToken);

    /// <summary>Makes another schema's tables reachable through this connection, until the result is disposed of.</summary>
    public abstract Task<IAsyncDisposable> ReachAsync(DbConnection connection, string schema, CancellationToken cancellationToken);

    /// <summary>Puts a table in the place of another of its schema, which need not exist; nobody sees a state between.</summary>
    public abstract Task ReplaceTableAsync(
        DbConnection connection,
        string schema,
        string table,
        string place,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// An expression of <see cref="TextKeyType"/> that is equal where texts are equal byte for byte, whatever their collation.
    /// </summary>
    public abstract string TextKey(string expression);

    /// <summary>A column type for <see cref="TextKey"/> that can be a primary key.</summary>
    public abstract string TextKeyType { get; }

    /// <summary>
    /// Appended to INSERT … SELECT … WHERE: a row whose key is there already takes its place, unless its time is earlier.
    /// </summary>
    public abstract string KeepLatest(string key, string time, params IReadOnlyList<string> columns);
}
