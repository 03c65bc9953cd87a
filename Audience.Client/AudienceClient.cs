namespace Audience.Client;

/// <summary>What the generated client lacks: errors as exceptions, and waiting.</summary>
public partial class AudienceClient
{
#pragma warning disable CA1822 // the generated half decides that it is no static method
    // Errors come with HTTP 200 unless the caller asks for their own status; with it every error is an AudienceException.
    partial void PrepareRequest(HttpClient client, HttpRequestMessage request, string url) =>
        request.Headers.Add("X-HTTP-Status-From-Error-Code", "true");
#pragma warning restore CA1822

    /// <summary>Waits until a task has ended: in SUCCESS with its production made, in FAILURE or in BREAK.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="progress">Told of each state that is seen, or null.</param>
    /// <param name="period">How long to wait between two looks; half a second unless given.</param>
    /// <param name="cancellationToken">Ends the waiting, not the task.</param>
    /// <returns>The task as it ended.</returns>
    /// <exception cref="AudienceException">The API does not know the task, or cannot answer.</exception>
    public async Task<TaskSummary> WaitForTaskAsync(
        string taskId,
        IProgress<TaskSummary>? progress = null,
        TimeSpan? period = null,
        CancellationToken cancellationToken = default
    )
    {
        using var timer = new PeriodicTimer(period ?? TimeSpan.FromMilliseconds(500));
        while (true)
        {
            var task = (await GetTaskStatusAsync(taskId, cancellationToken).ConfigureAwait(false)).ErrorMessage;
            progress?.Report(task);
            // A task of the Python original has no phase, and nobody works on it.
            if (task.Phase is null or "done")
                return task;
            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
