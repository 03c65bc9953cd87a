using System.Data.Common;
using System.Text.Json;
using Audience.Api.Errors;
using Audience.Api.OpenApi;
using Audience.Contracts;
using Audience.Contracts.Workers;
using Audience.Jobs.Workers;

namespace Audience.Api.Workers;

/// <summary>Who works.</summary>
public static class WorkerEndpoints
{
    /// <summary>Adds the endpoint; it answers with and without a trailing slash.</summary>
    public static void MapWorkers(this IEndpointRouteBuilder app)
    {
        var workers = app.MapGroup("/workers").WithTags("Workers");
        workers
            .MapGet("/", async (HttpContext http, WorkerTable table) => Results.Ok(await ListAsync(table, http.RequestAborted)))
            .Describe<Envelope<IReadOnlyList<WorkerSummary>>>(
                "ListWorkers",
                "List the workers",
                "Every worker process that lived within the last day, with what it has in hand; the latest sign of life first."
            );
        workers
            .MapGet("/queues/", async (HttpContext http, QueueTable queues) => Results.Ok(await ListAsync(queues, http.RequestAborted)))
            .Describe<Envelope<IReadOnlyList<QueueSummary>>>(
                "ListQueues",
                "List the queues",
                "How much work of each kind waits, is in hand and is put off, queue by queue."
            );
    }

    private static async Task<Envelope<IReadOnlyList<QueueSummary>>> ListAsync(QueueTable queues, CancellationToken cancellationToken)
    {
        try
        {
            return new Envelope<IReadOnlyList<QueueSummary>> { ErrorCode = 200, ErrorMessage = await queues.ListAsync(cancellationToken) };
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
    }

    private static async Task<Envelope<IReadOnlyList<WorkerSummary>>> ListAsync(WorkerTable workers, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await workers.ListAsync(cancellationToken);
            return new Envelope<IReadOnlyList<WorkerSummary>> { ErrorCode = 200, ErrorMessage = [.. rows.Select(Summary)] };
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
    }

    private static WorkerSummary Summary(WorkerRow row) =>
        new()
        {
            WorkerId = row.Id,
            Kind = row.Kind,
            Host = row.Host,
            Version = row.Version,
            Queues = row.Queues.Split(',', StringSplitOptions.RemoveEmptyEntries),
            RunningSeconds = (row.SeenAt - row.StartedAt) / 1000.0,
            SilentSeconds = Math.Max(0, row.Now - row.SeenAt) / 1000.0,
            Alive = row.IsAlive,
            PostsPerSecond = row.PostsPerSecond,
            Holds = JsonSerializer.Deserialize<List<WorkerPiece>>(row.Holds) ?? [],
        };
}
