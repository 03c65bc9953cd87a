using System.Buffers.Binary;
using System.Data.Common;
using System.Text.Json;
using Audience.Data.Production;
using Dapper;

namespace Audience.Data.Audiences;

/// <summary>Keeps the members of a group's panels (<c>task_group_member</c>).</summary>
public static class MemberTable
{
    /// <summary>Writes a part.</summary>
    public static Task InsertAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        string group,
        int part,
        MemberPart content,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO task_group_member (task_id, group_name, part, panels, members) "
                    + "VALUES (@taskId, @group, @part, @panels, @members)",
                new
                {
                    taskId,
                    group,
                    part,
                    panels = JsonSerializer.Serialize(content.Panels),
                    members = content.Members,
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );

    /// <summary>Deletes a group's parts, those of an earlier attempt too.</summary>
    public static Task DeleteAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        string group,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM task_group_member WHERE task_id = @taskId AND group_name = @group",
                new { taskId, group },
                transaction,
                cancellationToken: cancellationToken
            )
        );

    /// <summary>Reads a group's members.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="group">The source group.</param>
    /// <param name="valueOf">What a panel is to the caller; asked once for each part.</param>
    /// <param name="take">Takes an author's hash and the value of a panel that it has.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">The task is deleted meanwhile.</exception>
    /// <returns>False where it has none, as it was produced by an earlier version: its production rows tell.</returns>
    public static async Task<bool> ReadAsync<T>(
        DbConnection connection,
        string taskId,
        string group,
        Func<string, T> valueOf,
        Action<long, T> take,
        CancellationToken cancellationToken
    )
    {
        int? parts = await connection.ExecuteScalarAsync<int?>(
            new CommandDefinition(
                "SELECT member_parts FROM task_group WHERE task_id = @taskId AND group_name = @group",
                new { taskId, group },
                cancellationToken: cancellationToken
            )
        );
        if (parts is null)
            return false;
        for (int part = 0; part < parts; part++)
        {
            var found = await connection.QuerySingleOrDefaultAsync<(string, byte[])?>(
                new CommandDefinition(
                    "SELECT panels, members FROM task_group_member WHERE task_id = @taskId AND group_name = @group AND part = @part",
                    new
                    {
                        taskId,
                        group,
                        part,
                    },
                    cancellationToken: cancellationToken
                )
            );
            if (found is not var (panels, members))
                throw new InvalidOperationException($"task {taskId} has been deleted while its authors were read");
            Take(members, [.. JsonSerializer.Deserialize<string[]>(panels)!.Select(valueOf)], take);
        }
        return true;
    }

    private static void Take<T>(ReadOnlySpan<byte> members, T[] values, Action<long, T> take)
    {
        for (; members.Length > 0; members = members[PanelMembers.Size..])
            take(
                BinaryPrimitives.ReadInt64LittleEndian(members),
                values[BinaryPrimitives.ReadUInt16LittleEndian(members[sizeof(ulong)..])]
            );
    }
}
