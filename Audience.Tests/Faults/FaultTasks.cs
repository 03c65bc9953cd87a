using System.Text.Json;
using Audience.Testing.Systems;
using Dapper;

namespace Audience.Tests.Faults;

/// <summary>What fault tests do with tasks.</summary>
internal static class FaultTasks
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(3);

    /// <summary>Creates a task and returns its id.</summary>
    public static async Task<string> CreateAsync(this FaultSystem system, TaskShape shape, int? countdown = null)
    {
        string taskId = $"{Guid.NewGuid():N}";
        await system.Calls.CreateAsync((shape with { Countdown = countdown ?? shape.Countdown }).Body(taskId));
        return taskId;
    }

    /// <summary>A value of the results' database.</summary>
    public static async Task<T?> ScalarAsync<T>(this FaultSystem system, string sql, object? values = null)
    {
        await using var connection = await system.OpenAsync();
        return await connection.ExecuteScalarAsync<T>(sql, values);
    }

    /// <summary>Waits until a count of the results' database is what it is to be.</summary>
    public static Task WaitForCountAsync(
        this FaultSystem system,
        string sql,
        object values,
        Func<long, bool> wanted,
        TimeSpan? timeout = null
    ) => Eventually.GetAsync(() => system.ScalarAsync<long>(sql, values), wanted, timeout ?? s_timeout);

    /// <summary>Waits until workers have chunks of a task in hand.</summary>
    public static Task WaitForChunksInHandAsync(this FaultSystem system, string taskId) =>
        system.WaitForCountAsync(
            "SELECT COUNT(*) FROM work_item WHERE parent_id = @taskId AND kind = 'label' AND status = 'running'",
            new { taskId },
            count => count > 0
        );

    /// <summary>
    /// Makes the source so slow that chunks stay in hand until they are told to end; none is begun any more, as connecting takes
    /// too long.
    /// </summary>
    public static async Task HoldChunksAsync(this FaultSystem system, string taskId)
    {
        await system.WaitForChunksInHandAsync(taskId);
        system.Servers.SourceLine.Latency = TimeSpan.FromSeconds(20);
        await system.WaitForChunksInHandAsync(taskId);
    }

    /// <summary>Waits until a task has ended, and returns its state.</summary>
    public static async Task<JsonElement> WaitUntilDoneAsync(this FaultSystem system, string taskId)
    {
        await system.WaitForCountAsync(
            "SELECT COUNT(*) FROM state WHERE task_id = @taskId AND phase = 'done'",
            new { taskId },
            count => count == 1
        );
        return (await system.Calls.GetAsync($"/tasks/{taskId}")).Message;
    }

    /// <summary>What a task has left.</summary>
    public static async Task<TaskSnapshot> SnapshotAsync(this FaultSystem system, string taskId)
    {
        await using var connection = await system.OpenAsync();
        return await TaskSnapshot.ReadAsync(connection, taskId);
    }
}
