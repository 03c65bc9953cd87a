using System.Data.Common;
using System.Text.Json;
using Audience.Api.Errors;
using Audience.Contracts;
using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Contracts.Tasks.Previews;
using Audience.Contracts.Tasks.Suggestions;
using Audience.Data.Secrets;
using Audience.Data.Tasks;
using Audience.Jobs.Messaging;
using Audience.Jobs.Workers;
using MassTransit;

namespace Audience.Api.Tasks.Previews;

/// <summary>Has a label worker make a preview, and ends where nobody will answer or nobody waits.</summary>
public sealed class PreviewCalls(IBus bus, BrokerState broker, WorkerTable workers, SecretBox secrets, ILogger<PreviewCalls> log)
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
    /// <exception cref="ApiException">400: the source refuses the task; 503: nobody can answer.</exception>
    public Task<TaskPreview> AskAsync(
        TaskDefinition task,
        int sample,
        int seed,
        PreviewedOther? compare,
        PreviewedGold? gold,
        CancellationToken cancellationToken
    ) => AskAsync<TaskPreview>(task.Queue, Request(task, sample, seed) with { Compare = compare, Gold = gold }, cancellationToken);

    /// <summary>Asks for keywords that a label lacks.</summary>
    /// <exception cref="ApiException">400: the source refuses the task; 503: nobody can answer.</exception>
    /// <exception cref="ValidationException">The label is none that keywords can be suggested for.</exception>
    public Task<KeywordSuggestions> SuggestAsync(
        TaskDefinition task,
        string label,
        int sample,
        int seed,
        CancellationToken cancellationToken
    ) => AskAsync<KeywordSuggestions>(task.Queue, Request(task, sample, seed) with { SuggestFor = label }, cancellationToken);

    private PreviewTask Request(TaskDefinition task, int sample, int seed)
    {
        var id = Guid.NewGuid();
        return new PreviewTask(
            id,
            JsonSerializer.Serialize(task),
            task.Pattern,
            task.SiteConfig is { } site ? secrets.Seal(JsonSerializer.Serialize(site), TaskId.Format(id)) : null,
            sample,
            seed
        );
    }

    private async Task<T> AskAsync<T>(string queue, PreviewTask request, CancellationToken cancellationToken)
    {
        if (broker.FindProblem(QueueNames.Previews(queue)) is { } problem)
            throw TaskErrors.NoPreview(problem.Message, problem);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var client = bus.CreateRequestClient<PreviewTask>(new Uri("queue:" + QueueNames.Previews(queue)), s_timeout);
        var answer = client.GetResponse<PreviewDone, PreviewFailed>(request, ended.Token);
        var watch = WatchAsync(queue, ended.Token);
        try
        {
            if (await Task.WhenAny(answer, watch) == watch)
                await watch;
            return Read<T>(await answer);
        }
        catch (Exception e) when (e is RequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw TaskErrors.NoPreview($"no label worker answered within {s_timeout.TotalSeconds} seconds", e);
        }
        finally
        {
            if (!answer.IsCompletedSuccessfully)
                await CancelAsync(request.PreviewId);
            await ended.CancelAsync();
            await Task.WhenAll(answer, watch).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static T Read<T>(Response<PreviewDone, PreviewFailed> response)
    {
        if (response.Is(out Response<PreviewDone>? done))
            return JsonSerializer.Deserialize<T>(done!.Message.Preview)!;
        if (response.Is(out Response<PreviewFailed>? failed))
            throw Refusal(failed!.Message);
        throw TaskErrors.NoPreview("a label worker gave an answer that is not known here: are all processes of the same version?");
    }

    private static Exception Refusal(PreviewFailed failed) =>
        !failed.IsRefused ? TaskErrors.NoPreview(failed.Reason)
        : failed.Field is { } field ? new ValidationException([ValidationProblem.InBody([field], failed.Reason, "value_error")])
        : TaskErrors.Bad(failed.Reason);

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
            await broker.RunAsync(token => bus.Publish(new CancelPreview(id), token), BrokerTimeout.Short);
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
