using System.Data;
using System.Text;
using System.Threading.Channels;
using Audience.Data.Servers;
using MySqlConnector;

namespace Audience.Data.Posts;

/// <summary>
/// Reads posts from a MySQL or MariaDB server on the caller's thread, which blocks on the socket: waking a pool thread for every
/// packet took most of the processor.
/// Its connections come from a pool of their own: had one ever been waited for asynchronously, the runtime would go on to wake two
/// threads at every packet, in vain.
/// </summary>
/// <param name="connectionString">Of the source.</param>
/// <param name="table">What to read.</param>
/// <param name="layout">How it is laid out.</param>
internal sealed class MySqlPostReader(string connectionString, PostTable table, SourceLayout layout)
{
    // Seconds that a source may take for one chunk's packets before the chunk is tried again.
    private const int MaxSilence = 900;

    // Bytes that most fields fit into.
    private const int MostlyEnough = 512;

    private readonly string _texts = string.Concat(table.Texts.Select(column => ", " + layout.Bytes(column)));

    // Its name is what sets the pool apart. A source that is silent for too long loses its connection: were its statement to be cancelled
    // first, the driver would take a timer back and set another, under a lock that all connections share, for every row.
    private readonly string _connectionString = new MySqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "audience-posts",
        CancellationTimeout = -1,
    }.ConnectionString;

    /// <summary>See <see cref="IPostSource.ReadAsync"/>.</summary>
    public void Read(PostRange range, PostBatchPool pool, ChannelWriter<PostBatch> batches, CancellationToken cancellationToken)
    {
        using var connection = new MySqlConnection(_connectionString);
        connection.Open();
        MySqlSession.PrepareSource(connection);
        // Where posts are counted first, they must be the same ones when they are read.
        using var snapshot = IsCounted(range) ? connection.BeginTransaction(IsolationLevel.Snapshot, isReadOnly: true) : null;
        using var command = new MySqlCommand
        {
            Connection = connection,
            Transaction = snapshot,
            CommandTimeout = MaxSilence,
        };
        using var kill = command.CancelWith(cancellationToken);
        Compose(command, range);
        cancellationToken.ThrowIfCancellationRequested();
        using var reader = command.ExecuteReader();
        var batch = pool.Take(table);
        while (reader.Read())
        {
            if (!Take(reader, batch) || !batch.IsFull)
                continue;
            Hand(batch);
            batch = pool.Take(table);
        }
        cancellationToken.ThrowIfCancellationRequested();
        Hand(batch);

        void Hand(PostBatch full)
        {
            if (!batches.TryWrite(full))
                batches.WriteAsync(full, cancellationToken).AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>See <see cref="IPostSource.ReadRunsAsync"/>.</summary>
    public void ReadRuns(
        IReadOnlyList<PostRun> runs,
        PostBatchPool pool,
        ChannelWriter<PostBatch> batches,
        CancellationToken cancellationToken
    )
    {
        using var connection = new MySqlConnection(_connectionString);
        connection.Open();
        MySqlSession.PrepareSource(connection);
        using var command = new MySqlCommand { Connection = connection, CommandTimeout = MaxSilence };
        using var kill = command.CancelWith(cancellationToken);
        foreach (var run in runs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = pool.Take(table);
            if (Compose(command, run))
            {
                using var reader = command.ExecuteReader();
                while (reader.Read())
                    Take(reader, batch);
            }
            if (!batches.TryWrite(batch))
                batches.WriteAsync(batch, cancellationToken).AsTask().GetAwaiter().GetResult();
        }
        cancellationToken.ThrowIfCancellationRequested();
    }

    // False where there is no such post. The first is found in the index alone: rows that are passed over would be fetched.
    private bool Compose(MySqlCommand command, PostRun run)
    {
        string from = $"FROM {layout.Table} {layout.IndexHint} WHERE {layout.Time.InRange}",
            begin = "";
        command.Parameters.Clear();
        command.Parameters.AddWithValue("@From", run.Slice.From);
        command.Parameters.AddWithValue("@To", run.End);
        command.Parameters.AddWithValue("@Offset", run.Offset);
        command.Parameters.AddWithValue("@Posts", run.Posts);
        if (run.Offset > 0)
        {
            if (First(command, run) is not { } first)
                return false;
            begin = " AND post_time >= @First";
            command.Parameters.AddWithValue("@First", first);
            command.CommandText = $"SELECT COUNT(*) {from} AND post_time = @First";
            long same = Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
            // Which of the posts of that moment it is, only a walk through all before it would tell; any of them is as good.
            command.Parameters["@Offset"].Value = run.Offset % Math.Max(same, 1);
        }
        command.CommandText = $"SELECT {layout.Joined}{_texts} {from}{begin} ORDER BY post_time LIMIT @Posts OFFSET @Offset";
        return true;
    }

    // The time of a run's first post, walked to from the nearer end of its slice; null where there is no such post.
    private string? First(MySqlCommand command, PostRun run)
    {
        bool isFromEnd = run.Rest < run.Offset;
        command.Parameters.AddWithValue("@SliceTo", run.Slice.To);
        command.Parameters.AddWithValue("@Passed", isFromEnd ? run.Rest - 1 : run.Offset);
        command.CommandText =
            $"SELECT CAST(post_time AS CHAR) FROM {layout.Table} {layout.IndexHint} WHERE {layout.Time.InRange} "
            + $"AND post_time < {layout.Time.Moment("@SliceTo")} ORDER BY post_time {(isFromEnd ? "DESC" : "")} LIMIT 1 OFFSET @Passed";
        return command.ExecuteScalar() as string;
    }

    private bool IsCounted(PostRange range) => range.Keys is null && layout.Key is not null;

    private void Compose(MySqlCommand command, PostRange range)
    {
        command.Parameters.AddWithValue("@From", range.From);
        command.Parameters.AddWithValue("@To", range.To);
        var (index, key, limit) = (layout.IndexHint, "", "");
        if (layout.CutOf(range) is { } cut && range.Keys is { } keys)
        {
            (index, key) = (ClusteredKey.Hint, cut.Condition(keys));
            command.Parameters.AddWithValue("@FromKey", cut.Value(keys.From));
            command.Parameters.AddWithValue("@ToKey", cut.Value(keys.To));
        }
        else if (layout.Key is { } clustered && clustered.CountSideBySide(command) is { } posts)
            (index, key, limit) = (ClusteredKey.Hint, clustered.Condition, ClusteredKey.Limit(posts));
        command.CommandText = $"SELECT {layout.Joined}{_texts} FROM {layout.Table} {index} WHERE {key}{layout.Time.InRange} {limit}";
    }

    // False where the post has no author, source or text, or an impossible time.
    private bool Take(MySqlDataReader reader, PostBatch batch)
    {
        if (reader.IsDBNull(0))
            throw new InvalidDataException(
                $"a post of {table.Schema}.{table.Table} has an id, s_id and author "
                    + "that are together longer than the source server's max_allowed_packet"
            );
        int size = Copy(reader, 0, batch);
        if (size <= 1)
        {
            batch.Skip(size == 0 ? SkipCounts.OneWithoutAuthor : SkipCounts.OneWithoutSource);
            return false;
        }
        batch.CommitJoined(size);
        if (!batch.IsTimePossible)
        {
            batch.Drop(0);
            batch.Skip(SkipCounts.OneOfImpossibleTime);
            return false;
        }
        bool hasText = table.AlwaysHasText || table.LabelsId && batch.HasId;
        for (int text = 0; text < table.Texts.Count; text++)
            hasText |= TakeText(reader, text, batch);
        if (hasText)
            return true;
        batch.Drop(table.Texts.Count);
        batch.Skip(SkipCounts.OneWithoutText);
        return false;
    }

    // False where it is NULL.
    private bool TakeText(MySqlDataReader reader, int text, PostBatch batch)
    {
        if (reader.IsDBNull(1 + text))
        {
            batch.AddNothing();
            return false;
        }
        int length = Copy(reader, 1 + text, batch);
        batch.Commit(length);
        return length == 1 && batch.Last is [PostBatch.Separator] ? throw TooLong(reader, text) : true;
    }

    private InvalidDataException TooLong(MySqlDataReader reader, int text)
    {
        byte[] joined = new byte[reader.GetBytes(0, 0, null, 0, 0)];
        reader.GetBytes(0, 0, joined, 0, joined.Length);
        string id = Encoding.UTF8.GetString(joined.AsSpan(0, joined.AsSpan().IndexOf(PostBatch.Separator)));
        return new InvalidDataException(
            $"the {table.Texts[text]} of post '{id}' of {table.Schema}.{table.Table} "
                + "is longer than the source server's max_allowed_packet: raise that"
        );
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
}
