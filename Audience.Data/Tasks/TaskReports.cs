using System.Data.Common;
using Audience.Data.Models;
using Audience.Data.Production;
using Dapper;

namespace Audience.Data.Tasks;

/// <summary>
/// What labels and rules did in a task: a row per chunk, written in the chunk's transaction and added up when it is read, so that workers
/// do
/// not wait for each other, and no repetition counts twice.
/// </summary>
public sealed class TaskReports(OutputDatabase database)
{
    // Small enough for any server's max_allowed_packet, also when it travels as escaped text.
    private const int PartBytes = 256 * 1024;

    /// <summary>Writes a chunk's figures within its transaction.</summary>
    public static async Task InsertAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        int seq,
        byte[] figures,
        CancellationToken cancellationToken
    )
    {
        int part = 0;
        foreach (byte[] content in figures.Chunk(PartBytes))
            await connection.ExecuteAsync(
                new CommandDefinition(
                    "INSERT INTO task_chunk_report (task_id, seq, part, figures) VALUES (@taskId, @seq, @part, @content)",
                    new
                    {
                        taskId,
                        seq,
                        part = part++,
                        content,
                    },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
    }

    /// <summary>Whether a chunk of the task has left figures.</summary>
    public async Task<bool> ExistAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int?>(
            new CommandDefinition(
                "SELECT 1 FROM task_chunk_report WHERE task_id = @taskId LIMIT 1",
                new { taskId },
                cancellationToken: cancellationToken
            )
        )
            is not null;
    }

    /// <summary>Adds up the chunks that are committed.</summary>
    public async Task<RunFigures> ReadAsync(string taskId, CancellationToken cancellationToken)
    {
        var sum = new RunFigures();
        await using var connection = await database.OpenAsync(cancellationToken);
        List<byte[]> parts = [];
        int chunk = -1;
        await foreach (
            var (seq, figures) in connection
                .QueryUnbufferedAsync<(int Seq, byte[] Figures)>(
                    "SELECT seq, figures FROM task_chunk_report WHERE task_id = @taskId ORDER BY seq, part",
                    new { taskId }
                )
                .WithCancellation(cancellationToken)
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (seq != chunk && parts.Count > 0)
                AddParts();
            chunk = seq;
            parts.Add(figures);
        }
        if (parts.Count > 0)
            AddParts();
        return sum;

        void AddParts()
        {
            sum.Add(Parts.Join(parts));
            parts.Clear();
        }
    }

    /// <summary>Writes what the panels of a group came to, within the transaction that ends its production.</summary>
    public static async Task WritePanelsAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        string group,
        IReadOnlyList<PanelFigures> panels,
        CancellationToken cancellationToken
    )
    {
        await connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM task_group_panel WHERE task_id = @taskId AND group_name = @group",
                new { taskId, group },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        foreach (var some in panels.Chunk(200))
        {
            var values = new DynamicParameters(new { taskId, group });
            var rows = some.Select(
                (panel, i) =>
                {
                    values.Add($"panel{i}", panel.Panel);
                    values.Add($"other{i}", panel.Other);
                    return $"(@taskId, @group, @panel{i}, @other{i}, {panel.Authors}, {panel.Lost})";
                }
            );
            await connection.ExecuteAsync(
                new CommandDefinition(
                    "INSERT INTO task_group_panel (task_id, group_name, panel, other, authors, lost) VALUES " + string.Join(", ", rows),
                    values,
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
        }
    }

    /// <summary>What panels came to, per group that is produced.</summary>
    public async Task<ILookup<string, PanelFigures>> ReadPanelsAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Group, string Panel, string Other, long Authors, long Lost)>(
            new CommandDefinition(
                "SELECT p.group_name, p.panel, p.other, p.authors, p.lost FROM task_group_panel p "
                    + "JOIN task_group g ON g.task_id = p.task_id AND g.group_name = p.group_name "
                    + "WHERE p.task_id = @taskId AND g.status = 'done'",
                new { taskId },
                cancellationToken: cancellationToken
            )
        );
        return rows.ToLookup(row => row.Group, row => new PanelFigures(row.Panel, row.Other, row.Authors, row.Lost));
    }
}
