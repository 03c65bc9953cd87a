using System.Data;
using System.Globalization;
using System.Threading.Channels;
using Audience.Data.Dialects;
using Dapper;
using MySqlConnector;

namespace Audience.Data.Posts;

/// <summary>Posts on a MySQL or MariaDB server.</summary>
/// <param name="settings">How to connect.</param>
/// <param name="table">What to read.</param>
/// <param name="findAddress">Turns the host into the address that every connection goes to, or throws; null leaves that to the driver.</param>
public sealed class MySqlPostSource(MySqlConnectionStringBuilder settings, PostTable table, Func<string, CancellationToken, Task<string>>? findAddress = null) : IPostSource
{
    // Seconds that a source may take for one chunk's packets before the chunk is tried again.
    private const int LongestSilence = 900;

    // Bytes that most fields fit into.
    private const int MostlyEnough = 512;

    // A key must come back to the server as it came from there.
    private readonly string _connectionString = new MySqlConnectionStringBuilder(settings.ConnectionString) { GuidFormat = MySqlGuidFormat.None, TreatTinyAsBoolean = false }.ConnectionString;
    private SourceLayout? _layout;

    public bool IsTransient(Exception error) => MySqlErrors.IsTransient(error);

    public async Task<string?> FindProblemAsync(CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        if (!await MySqlSchemas.ExistsAsync(connection, table.Schema, cancel))
            return $"input schema '{table.Schema}' does not exist on the source server, or its user may not read it";
        var columns = (await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = @Schema AND TABLE_NAME = @Table", table, cancellationToken: cancel)))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return SourceProblem.Of(table, columns);
    }

    public async Task<bool> LiesByTimeAsync(PostRange range, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        var layout = await LayoutAsync(connection, cancel);
        return layout.Cut is { } cut && await cut.LiesByTimeAsync(connection, range, cancel);
    }

    public async Task<PostBoundary?> FindBoundaryAsync(PostRange range, int posts, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        var layout = await LayoutAsync(connection, cancel);
        string key = range.Keys is { } keys ? layout.CutOf(range)!.Ascent(keys.From) : "NULL, 1";
        string from = $"SELECT post_time, {key} FROM {layout.Table} {layout.IndexHint} WHERE post_time >= @From AND post_time < @To";
        for (long walked = posts; ; walked += posts)
        {
            var next = await NextAsync($"{from} ORDER BY post_time LIMIT 1 OFFSET {posts.ToString(CultureInfo.InvariantCulture)}");
            // More posts than a chunk share the first moment: they stay together.
            if (next?.Time == range.From)
                next = await NextAsync($"{from} AND post_time > @From ORDER BY post_time LIMIT 1");
            if (next is not var (time, first, ascends))
                return null;
            if (range.Keys is not { From: var start } || ascends && await layout.CutOf(range)!.IsEvenAsync(connection, new KeyRange(start, first), walked, cancel))
                return new PostBoundary(time, first);
            // A post whose key is out of order is no boundary: the chunk goes on.
            range = range with { From = time };
        }

        async Task<(DateTime Time, string? Key, bool Ascends)?> NextAsync(string sql) => await connection.QuerySingleOrDefaultAsync<(DateTime, string?, bool)?>(
            new CommandDefinition(sql, new { range.From, range.To, FromKey = layout.CutOf(range)?.Value(range.Keys?.From) }, commandTimeout: 600, cancellationToken: cancel));
    }

    public async Task ReadAsync(PostRange range, PostBatchPool pool, ChannelWriter<PostBatch> batches, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        var layout = await LayoutAsync(connection, cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.Snapshot, isReadOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.Transaction = snapshot;
        command.CommandTimeout = LongestSilence;
        command.Parameters.AddWithValue("@From", range.From);
        command.Parameters.AddWithValue("@To", range.To);
        var (index, key, limit) = (layout.IndexHint, "", "");
        if (layout.CutOf(range) is { } cut && range.Keys is { } keys)
        {
            (index, key) = (ClusteredKey.Hint, cut.Condition(keys));
            command.Parameters.AddWithValue("@FromKey", cut.Value(keys.From));
            command.Parameters.AddWithValue("@ToKey", cut.Value(keys.To));
        }
        else if (layout.Key is { } clustered && await clustered.FindAsync(connection, snapshot, range, cancel) is var (least, posts))
        {
            (index, key, limit) = (ClusteredKey.Hint, clustered.Condition, ClusteredKey.Limit(posts));
            command.Parameters.AddWithValue("@Least", least);
        }
        string text = table.LabelsAuthor ? "" : ", " + layout.Bytes(table.TextColumn);
        command.CommandText = $"SELECT {layout.Joined}{text} FROM {layout.Table} {index} WHERE {key}post_time >= @From AND post_time < @To {limit}";
        // A thread of its own that blocks on the socket: at this rate, waking a pool thread for every packet took most of the processor.
        await Task.Factory.StartNew(() => Read(command, pool, batches, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Read(MySqlCommand command, PostBatchPool pool, ChannelWriter<PostBatch> batches, CancellationToken cancel)
    {
        // It connects anew to end the query, which takes long where the source is in trouble: whoever cancels does not wait for that.
        using var kill = cancel.Register(() => Task.Run(command.Cancel, CancellationToken.None));
        using var reader = command.ExecuteReader();
        var batch = pool.Take();
        while (reader.Read())
        {
            if (!Take(reader, batch) || !batch.IsFull)
                continue;
            Hand(batch);
            batch = pool.Take();
        }
        cancel.ThrowIfCancellationRequested();
        Hand(batch);

        void Hand(PostBatch full)
        {
            if (!batches.TryWrite(full))
                batches.WriteAsync(full, cancel).AsTask().GetAwaiter().GetResult();
        }
    }

    // False where the post has no author, source or text.
    private bool Take(MySqlDataReader reader, PostBatch batch)
    {
        if (reader.IsDBNull(0))
            throw new InvalidDataException($"a post of {table.Schema}.{table.Table} has an id, s_id and author that are together longer than the source server's max_allowed_packet");
        int size = Copy(reader, 0, batch);
        if (size == 0)
            return false;
        batch.CommitJoined(size);
        if (table.LabelsAuthor)
        {
            batch.Commit(0);
            return true;
        }
        if (reader.IsDBNull(1))
        {
            batch.DropJoined();
            return false;
        }
        batch.Commit(Copy(reader, 1, batch));
        return true;
    }

    // One call where the field is short: each of them costs as much as the copying.
    private static int Copy(MySqlDataReader reader, int column, PostBatch batch)
    {
        var (buffer, offset) = batch.ReserveArray(MostlyEnough);
        int size = (int)reader.GetBytes(column, 0, buffer, offset, MostlyEnough);
        if (size < MostlyEnough)
            return size;
        size = (int)reader.GetBytes(column, 0, null, 0, 0);
        (buffer, offset) = batch.ReserveArray(size);
        return (int)reader.GetBytes(column, 0, buffer, offset, size);
    }

    private async Task<MySqlConnection> OpenAsync(CancellationToken cancel)
    {
        var connection = new MySqlConnection(findAddress is null ? _connectionString
            : new MySqlConnectionStringBuilder(_connectionString) { Server = await findAddress(settings.Server, cancel) }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<SourceLayout> LayoutAsync(MySqlConnection connection, CancellationToken cancel) =>
        _layout ??= await SourceLayout.ReadAsync(connection, table, cancel);
}
