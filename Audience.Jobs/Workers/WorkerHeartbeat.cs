using System.Data.Common;
using System.Text.Json;
using Audience.Data;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Workers;

/// <summary>
/// Writes every five seconds that this process lives, what it has in hand and how fast it is, so that people see who works.
/// </summary>
public sealed class WorkerHeartbeat(
    WorkerIdentity worker,
    RunningWork running,
    WorkMetrics metrics,
    OutputDatabase database,
    TimeProvider time,
    ILogger<WorkerHeartbeat> log
) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(5);

    // Rows of processes that died are kept for a day, so that one sees that they did.
    private const long KeptMs = 24 * 3600 * 1000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        bool failing = false;
        var (lastPosts, last) = (metrics.Posts, time.GetTimestamp());
        do
        {
            long posts = metrics.Posts;
            double seconds = time.GetElapsedTime(last).TotalSeconds;
            double rate = seconds > 0.1 ? (posts - lastPosts) / seconds : 0;
            (lastPosts, last) = (posts, time.GetTimestamp());
            try
            {
                await BeatAsync(Math.Round(rate), stoppingToken);
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing)
                    log.LogWarning(
                        "This worker's heartbeat cannot be written, which is tried again every five seconds: {Reason}",
                        e.Message
                    );
                failing = true;
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            await connection.ExecuteAsync(
                new CommandDefinition("DELETE FROM worker WHERE worker_id = @Id", new { worker.Id }, cancellationToken: cancellationToken)
            );
        }
        catch (Exception e) when (database.Dialect.IsTransient(e) || e is DbException or OperationCanceledException)
        {
            log.LogInformation("This worker's row stays until it is a day old: {Reason}", e.Message);
        }
    }

    private async Task BeatAsync(double rate, CancellationToken cancellationToken)
    {
        string now = database.Dialect.NowMs;
        string holds = JsonSerializer.Serialize(
            running.Claims.Select(c => new
            {
                kind = c.Kind.Name,
                id = c.TaskId,
                item = c.Key.ToString(),
            })
        );
        var values = new
        {
            worker.Id,
            worker.Kind,
            worker.Host,
            worker.Version,
            queues = string.Join(',', worker.Queues),
            holds,
            rate,
        };
        var update = new CommandDefinition(
            $"UPDATE worker SET seen_at = {now}, holds = @holds, posts_per_second = @rate WHERE worker_id = @Id",
            values,
            cancellationToken: cancellationToken
        );
        if (await database.Kept.RunAsync(c => c.ExecuteAsync(update), cancellationToken) > 0)
            return;
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                $"{database.Dialect.InsertIgnore} INTO worker (worker_id, kind, host, "
                    + "version, queues, started_at, seen_at, holds, posts_per_second) "
                    + $"VALUES (@Id, @Kind, @Host, @Version, @queues, {now}, {now}, @holds, @rate)",
                values,
                cancellationToken: cancellationToken
            )
        );
        await connection.ExecuteAsync(
            new CommandDefinition($"DELETE FROM worker WHERE seen_at < {now} - {KeptMs}", cancellationToken: cancellationToken)
        );
    }
}
