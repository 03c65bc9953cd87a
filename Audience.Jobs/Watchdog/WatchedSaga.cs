using Audience.Contracts.Messages;
using Audience.Jobs.Messaging;

namespace Audience.Jobs.Watchdog;

/// <summary>A table of sagas that the watchdog looks after: its column <c>check_at</c> says when a row is to be looked at.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The column of the saga's id.</param>
/// <param name="Open">An SQL condition: which rows have not ended.</param>
/// <param name="Wake">Has a saga look at the tables.</param>
public sealed record WatchedSaga(string Table, string Key, string Open, Func<CommandSender, Guid, CancellationToken, Task> Wake)
{
    /// <summary>All of them: one worker looks after all, whatever work it does.</summary>
    public static readonly IReadOnlyList<WatchedSaga> All =
    [
        new(
            "state",
            "task_id",
            "phase IN ('queued', 'labeling', 'producing', 'deleting')",
            (commands, id, token) => commands.ToTasksAsync(new WakeTask(id), token)
        ),
        new("dump", "dump_id", "status IN ('queued', 'dumping')", (commands, id, token) => commands.ToDumpsAsync(new WakeDump(id), token)),
        new(
            "model_status",
            "task_id",
            "(training_status IN ('pending', 'started') OR ext_status IN ('pending', 'started'))",
            (commands, id, token) => commands.ToModelsAsync(new WakeModel(id), token)
        ),
    ];
}
