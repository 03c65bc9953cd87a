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
    /// <exception cref="InvalidOperationException">The task is deleted meanwhile.</exception>
    /// <returns>False where it has none, as it was produced by an earlier version: its production rows tell.</returns>
    internal static async Task<bool> ReadAsync(
        DbConnection connection,
        string taskId,
        string group,
        PanelBits bits,
        AuthorMasks authors,
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
                throw new InvalidOperationException($"task {taskId} has been deleted while its authors were counted");
            Add(members, [.. JsonSerializer.Deserialize<string[]>(panels)!.Select(bits.Of)], authors);
        }
        return true;
    }

    private static void Add(ReadOnlySpan<byte> members, ulong[] bits, AuthorMasks authors)
    {
        for (; members.Length > 0; members = members[PanelMembers.Size..])
            authors.Add(
                BinaryPrimitives.ReadInt64LittleEndian(members),
                bits[BinaryPrimitives.ReadUInt16LittleEndian(members[sizeof(ulong)..])]
            );
    }
}
