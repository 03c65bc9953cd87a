using System.Globalization;
using Audience.Client;

namespace Audience.Web.Workers;

/// <summary>What works, what waits, and what failed.</summary>
public sealed record OperationsShown
{
    private const int Most = 100;

    /// <summary>Who lived within the last day.</summary>
    public IReadOnlyList<WorkerSummary> Workers { get; init; } = [];

    /// <summary>How much work waits.</summary>
    public IReadOnlyList<QueueSummary> Queues { get; init; } = [];

    /// <summary>Tasks of the last day that failed, the latest first.</summary>
    public IReadOnlyList<TaskSummary> Tasks { get; init; } = [];

    /// <summary>Models of the last day that failed, the latest first.</summary>
    public IReadOnlyList<ModelStatus> Models { get; init; } = [];

    /// <summary>Callbacks whose last try failed, the latest first.</summary>
    public IReadOnlyList<CallbackDelivery> Callbacks { get; init; } = [];

    /// <summary>Asks the API.</summary>
    public static async Task<OperationsShown> AskAsync(AudienceClient api, CancellationToken cancellationToken)
    {
        // In whichever zone the API's times are: a day and a half covers the last day.
        string since = DateTime.UtcNow.AddHours(-36).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        var workers = api.ListWorkersAsync(cancellationToken);
        var queues = api.ListQueuesAsync(cancellationToken);
        var tasks = api.ListTasksAsync(Most, "FAILURE", since: since, cancellationToken: cancellationToken);
        var models = api.ListModelsAsync(Most, "failed", cancellationToken);
        var callbacks = api.ListCallbacksAsync(Most, failed: true, cancellationToken: cancellationToken);
        return new OperationsShown
        {
            Workers = [.. (await workers).ErrorMessage],
            Queues = [.. (await queues).ErrorMessage],
            Tasks = [.. (await tasks).Content],
            Models = [.. (await models).Where(m => string.CompareOrdinal(m.CreateTime, since.Replace('T', ' ')) >= 0)],
            Callbacks = [.. (await callbacks).ErrorMessage],
        };
    }
}
