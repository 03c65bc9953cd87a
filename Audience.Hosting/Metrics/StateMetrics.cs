using System.Globalization;
using Audience.Data;
using Audience.Jobs.Workers;
using Dapper;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace Audience.Hosting.Metrics;

/// <summary>What the tables say, looked up whenever <c>/metrics</c> is read: every process tells the same.</summary>
public sealed class StateMetrics
{
    private readonly OutputDatabase _output;
    private readonly ILogger<StateMetrics> _log;
    private readonly Gauge _tasks,
        _queues,
        _workers;

    /// <param name="registry">The process's registry.</param>
    /// <param name="output">Where the tables are.</param>
    /// <param name="log">Told where they cannot be read.</param>
    public StateMetrics(CollectorRegistry registry, OutputDatabase output, ILogger<StateMetrics> log)
    {
        (_output, _log) = (output, log);
        var metrics = Prometheus.Metrics.WithCustomRegistry(registry);
        _tasks = metrics.CreateGauge("audience_tasks", "Tasks by stat.", "stat");
        _queues = metrics.CreateGauge(
            "audience_queue_depth",
            "Pieces of work that wait for a worker of a queue, and tasks that are not planned yet.",
            "queue"
        );
        _workers = metrics.CreateGauge("audience_workers", "Worker processes that live.", "kind");
        registry.AddBeforeCollectCallback(ReadAsync);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _output.OpenAsync(cancellationToken);
            Set(
                _tasks,
                await connection.QueryAsync<(string?, long)>(
                    new CommandDefinition("SELECT stat, COUNT(*) FROM state GROUP BY stat", cancellationToken: cancellationToken)
                )
            );
            Set(
                _queues,
                await connection.QueryAsync<(string?, long)>(
                    new CommandDefinition(
                        "SELECT queue, COUNT(*) FROM work_item WHERE status = 'waiting' AND queue <> '' GROUP BY queue UNION ALL "
                            + "SELECT queue, COUNT(*) FROM state WHERE phase = 'queued' GROUP BY queue",
                        cancellationToken: cancellationToken
                    )
                )
            );
            string silence = WorkerTable.MaxSilence.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
            Set(
                _workers,
                await connection.QueryAsync<(string?, long)>(
                    new CommandDefinition(
                        $"SELECT kind, COUNT(*) FROM worker WHERE seen_at >= {_output.Dialect.NowMs} - {silence} GROUP BY kind",
                        cancellationToken: cancellationToken
                    )
                )
            );
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Old figures would mislead; what the process itself counts is still told.
            _log.LogWarning("The figures of tasks and queues cannot be read: {Reason}", e.Message);
            Set(_tasks, []);
            Set(_queues, []);
            Set(_workers, []);
        }
    }

    private static void Set(Gauge gauge, IEnumerable<(string? Label, long Count)> values)
    {
        var sums = values.Where(v => v.Label is not null).GroupBy(v => v.Label!).ToDictionary(g => g.Key, g => g.Sum(v => v.Count));
        foreach (string[] labels in gauge.GetAllLabelValues().Where(l => !sums.ContainsKey(l[0])).ToList())
            gauge.RemoveLabelled(labels);
        foreach (var (label, count) in sums)
            gauge.WithLabels(label).Set(count);
    }
}
