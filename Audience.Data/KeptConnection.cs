using System.Data.Common;

namespace Audience.Data;

/// <summary>
/// One connection that stays open, for what is asked again and again: to open one costs a server four statements besides. One question at
/// a time, and only such as may be asked twice.
/// </summary>
public sealed class KeptConnection(OutputDatabase database) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(1, 1);
    private DbConnection? _connection;

    /// <summary>Asks something.</summary>
    /// <param name="ask">Asks it. Where the connection has broken since the last time, it is called again with another.</param>
    /// <param name="cancellationToken">Ends the waiting; what is asked has to look at it by itself.</param>
    /// <exception cref="DbException">The server cannot be reached, or refuses.</exception>
    public async Task<T> RunAsync<T>(Func<DbConnection, Task<T>> ask, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            bool isNew = _connection is null;
            try
            {
                return await ask(_connection ??= await database.OpenAsync(cancellationToken));
            }
            catch (Exception e)
            {
                await CloseAsync();
                if (isNew || e is not DbException || cancellationToken.IsCancellationRequested)
                    throw;
            }
            try
            {
                return await ask(_connection = await database.OpenAsync(cancellationToken));
            }
            catch
            {
                await CloseAsync();
                throw;
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _free.Dispose();
    }

    private async Task CloseAsync()
    {
        var connection = _connection;
        _connection = null;
        if (connection is not null)
            await connection.DisposeAsync();
    }
}
