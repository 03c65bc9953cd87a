using System.Data.Common;
using System.Text;
using Audience.Data.Audiences;
using Audience.Data.Authors;
using Audience.Data.Exports;
using Audience.Data.Servers;
using Dapper;

namespace Audience.Data.Comparisons;

/// <summary>Reads what a finished task has of a source group, as streams: memory does not grow with it.</summary>
/// <param name="database">Where it is.</param>
/// <param name="taskId">The task.</param>
/// <param name="schema">Where its tables are.</param>
/// <param name="group">The source group.</param>
public sealed class RunRows(OutputDatabase database, string taskId, string schema, string group)
{
    private const string Hash = "l.author_hash, CASE WHEN l.author_hash = 0 THEN l.source_author END, l.panel";

    /// <summary>How many label rows it has.</summary>
    public async Task<long> CountLabelRowsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        string counted = await LabelSource.IsScheduleAsync(connection, taskId, cancellationToken)
            ? "SELECT COUNT(*) FROM series_row"
            : "SELECT COALESCE(SUM(label_rows), 0) FROM task_chunk_group";
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                $"{counted} WHERE task_id = @taskId AND group_name = @group",
                new { taskId, group },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>Its authors with their panels, as production packed them, or from the production rows of an earlier version.</summary>
    /// <param name="codeOf">What a panel is to the caller.</param>
    /// <param name="take">Takes an author's hash and the code of a panel that it has.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">The task is deleted meanwhile.</exception>
    public async Task ReadMembersAsync(Func<string, long> codeOf, Action<long, long> take, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (await MemberTable.ReadAsync(connection, taskId, group, codeOf, take, cancellationToken))
            return;
        await ReadAsync(arePanels: true, Hash, "", row => take(Author(row), codeOf(row.GetString(2))), cancellationToken);
    }

    /// <summary>The label rows of some panels: author, panel and the text that was matched.</summary>
    public Task ReadLabelsAsync(IReadOnlyList<string> panels, Action<long, string, string> take, CancellationToken cancellationToken)
    {
        string some = string.Join(", ", panels.Select((_, i) => $"@panel{i}"));
        return ReadAsync(
            arePanels: false,
            Hash + ", l.match_content",
            $" AND l.panel IN ({some})",
            row => take(Author(row), row.GetString(2), row.IsDBNull(3) ? "" : row.GetString(3)),
            cancellationToken,
            [.. panels.Select((panel, i) => ($"@panel{i}", panel))]
        );
    }

    /// <summary>The production rows of some authors: author, panel, source_author and the text that was matched.</summary>
    public Task ReadTextsAsync(IReadOnlyCollection<long> authors, Action<long, string, string, string> take, CancellationToken token) =>
        authors.Count == 0
            ? Task.CompletedTask
            : ReadAsync(
                arePanels: true,
                Hash + ", l.match_content, l.source_author",
                $" AND l.author_hash IN ({string.Join(", ", authors)})",
                row => take(row.GetInt64(0), row.GetString(2), row.GetString(4), row.IsDBNull(3) ? "" : row.GetString(3)),
                token
            );

    private static long Author(DbDataReader row) =>
        row.IsDBNull(1) ? row.GetInt64(0) : (long)SourceAuthor.Hash(Encoding.UTF8.GetBytes(row.GetString(1)));

    // Of the production rows, or of the label rows.
    private async Task ReadAsync(
        bool arePanels,
        string columns,
        string where,
        Action<DbDataReader> take,
        CancellationToken cancellationToken,
        params (string Name, string Value)[] values
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        var source = arePanels
            ? LabelSource.Panels(database, schema, group)
            : await LabelSource.OfAsync(database, connection, taskId, schema, group, cancellationToken);
        command.CommandText = $"SELECT {columns} FROM {source.Sql} WHERE {source.Where}{where}";
        foreach (var (name, value) in values.Concat([("@taskId", taskId), ("@group", group)]))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        // It blocks on the socket, and must not outlive an abort.
        await using var kill = command.CancelWith(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        TakeAll(reader, take, cancellationToken);
    }

    // Blocks between the rows, of which there are millions: a task for each would be most of the work.
    private static void TakeAll(DbDataReader reader, Action<DbDataReader> take, CancellationToken cancellationToken)
    {
        while (reader.Read())
        {
            // SQLite's commands cannot be cancelled.
            cancellationToken.ThrowIfCancellationRequested();
            take(reader);
        }
        cancellationToken.ThrowIfCancellationRequested();
    }
}
