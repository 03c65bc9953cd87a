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

    public async Task<DateTime?> FindBoundaryAsync(PostRange range, int posts, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        var layout = await LayoutAsync(connection, cancel);
        string from = $"SELECT post_time FROM {layout.Table} {layout.IndexHint} WHERE post_time >= @From AND post_time < @To";
        var boundary = await Boundary($"{from} ORDER BY post_time LIMIT 1 OFFSET {posts.ToString(CultureInfo.InvariantCulture)}");
        if (boundary is null || boundary > range.From)
            return boundary;
        // More posts than a chunk share the first moment: they stay together.
        return await Boundary($"{from} AND post_time > @From ORDER BY post_time LIMIT 1");

        async Task<DateTime?> Boundary(string sql) =>
            await connection.ExecuteScalarAsync<DateTime?>(new CommandDefinition(sql, new { range.From, range.To }, commandTimeout: 600, cancellationToken: cancel));
    }

    public async Task ReadAsync(PostRange range, PostBatchPool pool, ChannelWriter<PostBatch> batches, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        var layout = await LayoutAsync(connection, cancel);
        string text = table.LabelsAuthor ? "" : ", " + layout.Utf8(table.TextColumn);
        string textNotNull = table.LabelsAuthor ? "" : $" AND {table.TextColumn} IS NOT NULL";
        var keys = layout.Key is { } key ? await key.FindAsync(connection, range, cancel) : null;
        // Bytes, not strings: the driver then copies into our buffer and makes no object per field.
        command.CommandText =
            $"SELECT {layout.Utf8("id")}, {layout.Utf8("s_id")}, {layout.Utf8("author")}, CAST(post_time AS BINARY){text} " +
            $"FROM {layout.Table} {(keys is null ? $"{layout.IndexHint} WHERE" : $"FORCE INDEX (PRIMARY) WHERE {layout.Key!.Condition} AND")} post_time >= @From AND post_time < @To AND author IS NOT NULL AND s_id IS NOT NULL{textNotNull}";
        command.CommandTimeout = LongestSilence;
        command.Parameters.AddWithValue("@From", range.From);
        command.Parameters.AddWithValue("@To", range.To);
        if (keys is var (least, most))
        {
            command.Parameters.AddWithValue("@Least", least);
            command.Parameters.AddWithValue("@Most", most);
        }
        // A thread of its own that blocks on the socket: at this rate, waking a pool thread for every packet took most of the processor.
        await Task.Factory.StartNew(() => Read(command, pool, batches, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Read(MySqlCommand command, PostBatchPool pool, ChannelWriter<PostBatch> batches, CancellationToken cancel)
    {
        using var kill = cancel.Register(command.Cancel);
        using var reader = command.ExecuteReader();
        var batch = pool.Take();
        while (reader.Read())
        {
            CopyOrEmpty(reader, 0, batch);
            Copy(reader, 1, batch);
            Copy(reader, 2, batch);
            if (table.LabelsAuthor)
                batch.Commit(0);
            else
                Copy(reader, 4, batch);
            Copy(reader, 3, batch);
            if (!batch.IsFull)
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

    private static void CopyOrEmpty(MySqlDataReader reader, int column, PostBatch batch)
    {
        if (reader.IsDBNull(column))
            batch.Commit(0);
        else
            Copy(reader, column, batch);
    }

    // One call where the field is short: each of them costs as much as the copying.
    private static void Copy(MySqlDataReader reader, int column, PostBatch batch)
    {
        var (buffer, offset) = batch.ReserveArray(MostlyEnough);
        int size = (int)reader.GetBytes(column, 0, buffer, offset, MostlyEnough);
        if (size == MostlyEnough)
        {
            size = (int)reader.GetBytes(column, 0, null, 0, 0);
            (buffer, offset) = batch.ReserveArray(size);
            reader.GetBytes(column, 0, buffer, offset, size);
        }
        batch.Commit(size);
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
