using System.Globalization;
using System.Threading.Channels;
using Audience.Data.Servers;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Audience.Data.Posts;

/// <summary>Posts in the SQLite file <c>directory/schema.db</c>; post_time is text, <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
public sealed class SqlitePostSource(string directory, PostTable table) : IPostSource
{
    private static readonly TimeColumn s_time = new(isTimestamp: false);
    private readonly string _file = Path.Combine(directory, SqlNames.Check(table.Schema) + ".db");
    private readonly string _table = $"\"{SqlNames.Check(table.Table)}\"";

    private string Posts =>
        $"SELECT {string.Join(", ", table.Columns)} FROM {_table} " + "WHERE post_time >= @From AND post_time < @To ORDER BY post_time";

    public string Name => Path.GetFileName(_file);

    public bool IsTransient(Exception error) => error is SqliteException { SqliteErrorCode: 5 or 6 };

    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_file))
            return $"input schema '{table.Schema}' does not exist: there is no file {Path.GetFileName(_file)} in the data directory";
        await using var connection = await OpenAsync(cancellationToken);
        var columns = await connection.QueryAsync<string>("SELECT name FROM pragma_table_info(@Table)", table);
        return SourceProblem.Of(table, columns.ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    // SQLite keeps rows in the order in which they came, whatever their key.
    public Task<bool> LiesByTimeAsync(PostRange range, CancellationToken cancellationToken) => Task.FromResult(false);

    public async Task<IReadOnlyList<PostBoundary>> FindBoundariesAsync(
        PostRange range,
        int posts,
        int most,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await OpenAsync(cancellationToken);
        string from = $"SELECT post_time FROM {_table} WHERE post_time >= @From AND post_time < @To";
        var found = new List<PostBoundary>();
        while (found.Count < most)
        {
            var end = await FindAsync($"{from} ORDER BY post_time LIMIT 1 OFFSET {posts.ToString(CultureInfo.InvariantCulture)}");
            if (end == range.From)
                end = await FindAsync($"{from} AND post_time > @From ORDER BY post_time LIMIT 1");
            if (end is not { } time)
                break;
            found.Add(new PostBoundary(time));
            range = range.After(found[^1]);
        }
        return found;

        async Task<DateTime?> FindAsync(string sql) =>
            await connection.ExecuteScalarAsync<string?>(new CommandDefinition(sql, Bounds(range), cancellationToken: cancellationToken))
                is { } shown
                ? SourceTime.Read(shown).Time
                : null;
    }

    public async Task ReadAsync(PostRange range, PostBatchPool pool, ChannelWriter<PostBatch> batches, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        using var command = connection.CreateCommand();
        command.CommandText = Posts;
        command.Parameters.AddWithValue("@From", SqliteTime.Format(range.From));
        command.Parameters.AddWithValue("@To", SqliteTime.Format(range.To));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var batch = pool.Take(table);
        while (reader.Read())
        {
            Take(reader, batch);
            if (!batch.IsFull)
                continue;
            await batches.WriteAsync(batch, cancellationToken);
            batch = pool.Take(table);
        }
        await batches.WriteAsync(batch, cancellationToken);
    }

    public async Task<IReadOnlyList<SliceCount>> CountAsync(IReadOnlyList<PostRange> slices, int most, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await new PostCounter(connection, _table, s_time, SqliteTime.Format).CountAsync(slices, most, cancellationToken);
    }

    public async Task ReadRunsAsync(
        IReadOnlyList<PostRun> runs,
        PostBatchPool pool,
        ChannelWriter<PostBatch> batches,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await OpenAsync(cancellationToken);
        using var command = connection.CreateCommand();
        command.CommandText = $"{Posts} LIMIT @Posts OFFSET @Offset";
        foreach (var run in runs)
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("@From", SqliteTime.Format(run.Slice.From));
            command.Parameters.AddWithValue("@To", SqliteTime.Format(run.End));
            command.Parameters.AddWithValue("@Posts", run.Posts);
            command.Parameters.AddWithValue("@Offset", run.Offset);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var batch = pool.Take(table);
            while (reader.Read())
                Take(reader, batch);
            await batches.WriteAsync(batch, cancellationToken);
        }
    }

    private void Take(SqliteDataReader reader, PostBatch batch)
    {
        if (ReasonToSkip(reader) is { } reason)
        {
            batch.Skip(reason);
            return;
        }
        for (int column = 0; column < table.Columns.Count; column++)
            if (column > 0 && reader.IsDBNull(column))
                batch.AddNothing();
            else
                batch.Add(raw.sqlite3_column_blob(reader.Handle, column));
    }

    private SkipCounts? ReasonToSkip(SqliteDataReader reader)
    {
        if (reader.IsDBNull(2))
            return SkipCounts.OneWithoutAuthor;
        if (reader.IsDBNull(1))
            return SkipCounts.OneWithoutSource;
        if (!SqliteTime.IsPossible(raw.sqlite3_column_blob(reader.Handle, 3), raw.sqlite3_column_blob(reader.Handle, 0)))
            return SkipCounts.OneOfImpossibleTime;
        bool hasText = table.AlwaysHasText || table.LabelsId && !raw.sqlite3_column_blob(reader.Handle, 0).IsEmpty;
        for (int column = PostTable.Always.Count; column < table.Columns.Count; column++)
            hasText |= !reader.IsDBNull(column);
        return hasText ? null : SkipCounts.OneWithoutText;
    }

    private Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken) =>
        SqliteConnections.OpenReadOnlyAsync(_file, cancellationToken);

    private static object Bounds(PostRange range) => new { From = SqliteTime.Format(range.From), To = SqliteTime.Format(range.To) };
}
