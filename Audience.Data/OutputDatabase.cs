using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Audience.Data.Dialects;
using Audience.Data.Schema;
using Audience.Data.Servers;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace Audience.Data;

/// <summary>
/// The database that holds <c>state</c>, the system's other tables and the results. Opening it for the first time creates what is
/// missing.
/// </summary>
public sealed class OutputDatabase(
    DbDataSource source,
    SqlDialect dialect,
    string schema,
    Func<CancellationToken, Task> createSchema,
    Action<DbContextOptionsBuilder> useEf
) : IAsyncDisposable
{
    // How long a connection is waited for where all are taken, and how often it is tried.
    private static readonly TimeSpan s_full = TimeSpan.FromSeconds(5),
        s_look = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _creating = new(1, 1);
    private readonly ConcurrentDictionary<string, bool> _ensured = [];
    private volatile bool _created;
    private KeptConnection? _kept;

    /// <summary>What is particular to this kind of server.</summary>
    public SqlDialect Dialect => dialect;

    /// <summary>The configured OUTPUT_SCHEMA, where the system's own tables are.</summary>
    public string Schema => schema;

    /// <summary>A connection that stays open, for what is asked again and again.</summary>
    public KeptConnection Kept => LazyInitializer.EnsureInitialized(ref _kept, () => new KeptConnection(this));

    /// <summary>Points EF Core at this database.</summary>
    public void UseEf(DbContextOptionsBuilder options) => useEf(options);

    /// <summary>Opens a connection whose default schema is <see cref="Schema"/>.</summary>
    /// <exception cref="DbException">The server cannot be reached, or refuses.</exception>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await OpenFreeAsync(cancellationToken);
    }

    /// <summary>Creates a result table, or brings an older one up to date, unless this process has done so before.</summary>
    /// <param name="resultSchema">Where the table is.</param>
    /// <param name="table">The table.</param>
    /// <param name="open">The connection of a transaction that is open, where there is one.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task EnsureTableAsync(string resultSchema, TableDefinition table, DbConnection? open, CancellationToken cancellationToken)
    {
        if (open is not null && dialect.CreatesInTransaction)
        {
            // Not remembered: the transaction may be rolled back.
            await dialect.EnsureTableAsync(open, resultSchema, table, cancellationToken);
            return;
        }
        string key = $"{dialect.Table(resultSchema, table.Name)} {table.Columns.Count}";
        await _creating.WaitAsync(cancellationToken);
        try
        {
            if (_ensured.ContainsKey(key))
                return;
            await using var connection = await OpenFreeAsync(cancellationToken);
            await dialect.EnsureTableAsync(connection, resultSchema, table, cancellationToken);
            _ensured[key] = true;
        }
        finally
        {
            _creating.Release();
        }
    }

    /// <summary>
    /// Forgets which result tables are there if the error says that one is not: an operator has dropped it, and the next attempt
    /// makes it anew.
    /// </summary>
    /// <returns>Whether the error says so.</returns>
    public bool ForgetTables(Exception error)
    {
        if (error is not MySqlException { ErrorCode: MySqlErrorCode.NoSuchTable })
            return false;
        _ensured.Clear();
        return true;
    }

    private async Task<DbConnection> OpenFreeAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
            try
            {
                return await source.OpenConnectionAsync(cancellationToken);
            }
            // As many as the server, or the account, may have are open: soon it is one less. Whoever waited in vain is told.
            catch (MySqlException e) when (MySqlErrors.IsFull(e) && Stopwatch.GetElapsedTime(start) < s_full)
            {
                await Task.Delay(s_look, cancellationToken);
            }
    }

    public async ValueTask DisposeAsync()
    {
        if (_kept is not null)
            await _kept.DisposeAsync();
        _creating.Dispose();
        await source.DisposeAsync();
    }

    /// <summary>Creates the schema and the system tables where they are missing, unless this process has done so before.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => _created ? Task.CompletedTask : CreateAsync(cancellationToken);

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        await _creating.WaitAsync(cancellationToken);
        try
        {
            if (_created)
                return;
            await createSchema(cancellationToken);
            await using var connection = await OpenFreeAsync(cancellationToken);
            foreach (var table in SystemTables.All)
                await dialect.EnsureTableAsync(connection, schema, table, cancellationToken);
            _created = true;
        }
        finally
        {
            _creating.Release();
        }
    }
}
