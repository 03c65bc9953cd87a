using System.Threading.Channels;
using Audience.Data.Servers;
using Dapper;
using MySqlConnector;

namespace Audience.Data.Posts;

/// <summary>Posts on a MySQL or MariaDB server.</summary>
/// <param name="settings">How to connect.</param>
/// <param name="table">What to read.</param>
/// <param name="findAddress">Turns the host into the address that every connection goes to, or throws; null leaves that to the
/// driver.</param>
public sealed class MySqlPostSource(
    MySqlConnectionStringBuilder settings,
    PostTable table,
    Func<string, CancellationToken, Task<string>>? findAddress = null
) : IPostSource
{
    // Whoever asked for a preview waits meanwhile: the server counts on two of its cores.
    private const int CountedAtOnce = 2;

    // A key must come back to the server as it came from there. Variables of the session: BoundaryChain has some.
    private readonly string _connectionString = new MySqlConnectionStringBuilder(settings.ConnectionString)
    {
        GuidFormat = MySqlGuidFormat.None,
        TreatTinyAsBoolean = false,
        AllowUserVariables = true,
    }.ConnectionString;
    private SourceLayout? _layout;

    public string Name => $"{settings.Server}:{settings.Port}";

    public bool IsTransient(Exception error) => MySqlErrors.IsTransient(error);

    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        if (!await MySqlSchemas.ExistsAsync(connection, table.Schema, cancellationToken))
            return $"input schema '{table.Schema}' does not exist on the source server, or its user may not read it";
        var columns = (
            await connection.QueryAsync<(string Name, string Type)>(
                new CommandDefinition(
                    "SELECT COLUMN_NAME, DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = @Schema AND TABLE_NAME = @Table",
                    table,
                    cancellationToken: cancellationToken
                )
            )
        ).ToDictionary(column => column.Name, column => column.Type, StringComparer.OrdinalIgnoreCase);
        return SourceProblem.Of(table, columns.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase))
            ?? SourceProblem.OfTime(table, columns["post_time"]);
    }

    public async Task<bool> LiesByTimeAsync(PostRange range, CancellationToken cancellationToken)
    {
        var layout = await LayoutAsync(cancellationToken);
        await using var connection = await OpenAsync(cancellationToken);
        return layout.Cut is { } cut && await cut.LiesByTimeAsync(connection, range, cancellationToken);
    }

    public async Task<IReadOnlyList<PostBoundary>> FindBoundariesAsync(
        PostRange range,
        int posts,
        int most,
        CancellationToken cancellationToken
    )
    {
        var layout = await LayoutAsync(cancellationToken);
        await using var connection = await OpenAsync(cancellationToken);
        return await new BoundaryWalk(connection, layout, posts).FindAsync(range, most, cancellationToken);
    }

    public async Task ReadAsync(PostRange range, PostBatchPool pool, ChannelWriter<PostBatch> batches, CancellationToken cancellationToken)
    {
        var reader = new MySqlPostReader(await ConnectionStringAsync(cancellationToken), table, await LayoutAsync(cancellationToken));
        await OnOwnThreadAsync(() => reader.Read(range, pool, batches, cancellationToken), cancellationToken);
    }

    public async Task<IReadOnlyList<SliceCount>> CountAsync(IReadOnlyList<PostRange> slices, int most, CancellationToken cancellationToken)
    {
        var layout = await LayoutAsync(cancellationToken);
        var parts = slices.Chunk((slices.Count + CountedAtOnce - 1) / CountedAtOnce);
        return [.. (await Task.WhenAll(parts.Select(CountPartAsync))).SelectMany(counts => counts)];

        async Task<IReadOnlyList<SliceCount>> CountPartAsync(PostRange[] part)
        {
            await using var connection = await OpenAsync(cancellationToken);
            var counter = new PostCounter(connection, $"{layout.Table} {layout.IndexHint}", layout.Time, time => time);
            return await counter.CountAsync(part, most, cancellationToken);
        }
    }

    public async Task ReadRunsAsync(
        IReadOnlyList<PostRun> runs,
        PostBatchPool pool,
        ChannelWriter<PostBatch> batches,
        CancellationToken cancellationToken
    )
    {
        var reader = new MySqlPostReader(await ConnectionStringAsync(cancellationToken), table, await LayoutAsync(cancellationToken));
        await OnOwnThreadAsync(() => reader.ReadRuns(runs, pool, batches, cancellationToken), cancellationToken);
    }

    private static Task OnOwnThreadAsync(Action read, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(read, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken) =>
        await MySqlSession.OpenSourceAsync(await ConnectionStringAsync(cancellationToken), cancellationToken);

    private async Task<string> ConnectionStringAsync(CancellationToken cancellationToken) =>
        findAddress is null
            ? _connectionString
            : new MySqlConnectionStringBuilder(_connectionString)
            {
                Server = await findAddress(settings.Server, cancellationToken),
            }.ConnectionString;

    private async Task<SourceLayout> LayoutAsync(CancellationToken cancellationToken)
    {
        if (_layout is { } known)
            return known;
        await using var connection = await OpenAsync(cancellationToken);
        return _layout = await SourceLayout.ReadAsync(connection, table, cancellationToken);
    }
}
