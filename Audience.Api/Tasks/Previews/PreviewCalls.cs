using System.Data.Common;
using System.Text.Json;
using Audience.Contracts;
using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Contracts.Tasks.Previews;
using Audience.Data.Secrets;
using Audience.Data.Tasks;
using Audience.Jobs.Messaging;
using Audience.Jobs.Workers;
using MassTransit;

namespace Audience.Api.Tasks.Previews;

/// <summary>Has a label worker make a preview, and ends where nobody will answer or nobody waits.</summary>
public sealed class PreviewCalls(IBus bus, WorkerTable workers, SecretBox secrets, ILogger<PreviewCalls> log)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60),
        s_look = TimeSpan.FromSeconds(2),
        // Workers show a sign of life every five seconds.
        s_maxSilence = TimeSpan.FromSeconds(12);

    /// <summary>Asks for a preview.</summary>
    /// <param name="task">What the task would do.</param>
    /// <param name="sample">How many posts to read.</param>
    /// <param name="seed">Chooses them.</param>
    /// <param name="compare">What to compare with, or null.</param>
    /// <param name="gold">Documents that tell how right it is, or null.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    /// <exception cref="Errors.ApiException">400: the source refuses the task; 503: nobody can answer.</exception>
    public async Task<TaskPreview> AskAsync(
        TaskDefinition task,
        int sample,
        int seed,
        PreviewedOther? compare,
        PreviewedGold? gold,
        CancellationToken cancellationToken
    )
    {
        var id = Guid.NewGuid();
        var request = new PreviewTask(
            id,
            JsonSerializer.Serialize(task),
            task.Pattern,
            task.SiteConfig is { } site ? secrets.Seal(JsonSerializer.Serialize(site), TaskId.Format(id)) : null,
            sample,
            seed
        )
        {
            Compare = compare,
            Gold = gold,
        };
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var client = bus.CreateRequestClient<PreviewTask>(new Uri("queue:" + QueueNames.Previews(task.Queue)), s_timeout);
        var answer = client.GetResponse<PreviewDone, PreviewFailed>(request, ended.Token);
        var watch = WatchAsync(task.Queue, ended.Token);
        try
        {
            if (await Task.WhenAny(answer, watch) == watch)
                await watch;
            return Read(await answer);
        }
        catch (Exception e) when (e is RequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw TaskErrors.NoPreview($"no label worker answered within {s_timeout.TotalSeconds} seconds", e);
        }
        finally
        {
            if (!answer.IsCompletedSuccessfully)
                await CancelAsync(id);
            await ended.CancelAsync();
            await Task.WhenAll(answer, watch).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static TaskPreview Read(Response<PreviewDone, PreviewFailed> response)
    {
        if (response.Is(out Response<PreviewDone>? done))
            return JsonSerializer.Deserialize<TaskPreview>(done!.Message.Preview)!;
        if (response.Is(out Response<PreviewFailed>? failed))
            throw failed!.Message.IsRefused ? TaskErrors.Bad(failed.Message.Reason) : TaskErrors.NoPreview(failed.Message.Reason);
        throw TaskErrors.NoPreview("a label worker gave an answer that is not known here: are all processes of the same version?");
    }

    // Throws when nobody is left who could answer.
    private async Task WatchAsync(string queue, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(s_look, cancellationToken);
            try
            {
                var rows = await workers.ListAsync(cancellationToken);
                if (!rows.Any(row => row.Serves(queue) && row.Now - row.SeenAt <= s_maxSilence.TotalMilliseconds))
                    throw TaskErrors.NoPreview($"no label worker that serves {queue} is alive");
            }
            catch (DbException e)
            {
                log.LogInformation("It cannot be told whether workers live: {Reason}", e.Message);
            }
        }
    }

    private async Task CancelAsync(Guid id)
    {
        try
        {
            await BrokerTimeout.RunAsync(token => bus.Publish(new CancelPreview(id), token), BrokerTimeout.Short);
        }
        catch (Exception e)
        {
            log.LogInformation(
                "Workers could not be told that nobody waits for preview {PreviewId}: {Reason}",
                TaskId.Format(id),
                e.Message
            );
        }
    }
}
