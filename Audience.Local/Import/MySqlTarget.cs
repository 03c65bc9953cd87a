using System.IO.Hashing;
using Audience.Data.Files;
using Audience.Hosting.Settings;
using Audience.Local.Files;

namespace Audience.Local.Import;

/// <summary>A table on the MySQL or MariaDB server of INPUT_HOST, filled by LOAD DATA on two connections.</summary>
internal sealed class MySqlTarget : IPostTarget
{
    // A smaller batch is over before a second connection would help.
    private const int MinParallelBytes = 1024 * 1024;
    private readonly MySqlLoader[] _loaders;
    private readonly PackedParser _parser = new(PostColumns.Names.Count);
    private readonly Block _block = new();
    private readonly HashSet<UInt128> _first = [];

    private readonly Func<CancellationToken, Task> _complete;

    private MySqlTarget(MySqlLoader[] loaders, Func<CancellationToken, Task> complete) => (_loaders, _complete) = (loaders, complete);

    /// <summary>Connects, and makes what is missing.</summary>
    /// <exception cref="FileException">The table has no unique key on id.</exception>
    public static async Task<MySqlTarget> OpenAsync(DatabaseSettings server, string table, CancellationToken cancellationToken)
    {
        await OnTableAsync(posts => posts.EnsureAsync(cancellationToken), cancellationToken);
        List<MySqlLoader> loaders = [];
        try
        {
            for (int i = 0; i < 2; i++)
                loaders.Add(await MySqlLoader.OpenAsync(server, table, cancellationToken));
            return new MySqlTarget([.. loaders], token => OnTableAsync(posts => posts.CompleteAsync(token), token));
        }
        catch
        {
            foreach (var loader in loaders)
                await loader.DisposeAsync();
            throw;
        }

        async Task OnTableAsync(Func<MySqlPostTable, Task> work, CancellationToken token)
        {
            await using var connection = await MySqlLoader.ConnectAsync(server, token);
            await work(new MySqlPostTable(connection, server.Schema, table));
        }
    }

    public async Task<long> AddAsync(ByteBuffer posts, CancellationToken cancellationToken)
    {
        Share(posts);
        int[] added = await Task.WhenAll(_loaders.Select(loader => Task.Run(() => loader.LoadAsync(cancellationToken), cancellationToken)));
        return added.Sum();
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => _complete(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var loader in _loaders)
            await loader.DisposeAsync();
    }

    // In halves, as each connection then fills the pages of the table one after the other; taking turns would leave them half empty.
    // Of two posts with one id the first in the file is kept, so they are loaded in one half.
    private void Share(ByteBuffer posts)
    {
        if (_block.Bytes.Length < posts.Length)
            _block.Grow(posts.Length);
        posts.Written.CopyTo(_block.Bytes);
        _block.Length = posts.Length;
        _parser.Start(_block);
        foreach (var loader in _loaders)
            loader.Clear();
        _first.Clear();
        int half = posts.Length < MinParallelBytes ? posts.Length : posts.Length / 2,
            read = 0;
        while (_parser.Next())
        {
            UInt128 id = XxHash128.HashToUInt128(_parser[0]);
            if (read < half)
                _first.Add(id);
            _loaders[_first.Contains(id) ? 0 : 1].Add(_parser);
            read += _parser.Raw.Length;
        }
    }
}
