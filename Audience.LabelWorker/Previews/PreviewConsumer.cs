using System.Text.Json;
using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data.Secrets;
using Audience.Data.Tasks;
using Audience.Hosting.Addresses;
using MassTransit;

namespace Audience.LabelWorker.Previews;

/// <summary>Answers previews. Its queue has slots of its own: no chunk is waited for.</summary>
public sealed class PreviewConsumer(
    Previewer previewer,
    Suggester suggester,
    RunningPreviews running,
    SecretBox secrets,
    ILogger<PreviewConsumer> log
) : IConsumer<PreviewTask>
{
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(45);

    public async Task Consume(ConsumeContext<PreviewTask> context)
    {
        var request = context.Message;
        using var timeout = new CancellationTokenSource(s_most);
        using var cancelled = new CancellationTokenSource();
        using var entry = running.Enter(request.PreviewId, cancelled);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancelled.Token, context.CancellationToken);
        try
        {
            // Away from the bus's thread: it labels.
            string answer = await Task.Run(() => AnswerAsync(request, any.Token), any.Token);
            await context.RespondAsync(new PreviewDone(answer));
        }
        catch (Exception e) when (cancelled.IsCancellationRequested)
        {
            log.LogInformation("Preview {PreviewId} was cancelled: {Reason}", TaskId.Format(request.PreviewId), e.Message);
        }
        catch (Exception e) when (timeout.IsCancellationRequested)
        {
            log.LogWarning("Preview {PreviewId} took too long: {Reason}", TaskId.Format(request.PreviewId), e.Message);
            await context.RespondAsync(new PreviewFailed(false, $"it took longer than {s_most.TotalSeconds} seconds"));
        }
        catch (Exception e) when (e is PreviewRefusedException or HostRefusedException)
        {
            await context.RespondAsync(new PreviewFailed(true, e.Message) { Field = (e as PreviewRefusedException)?.Field });
        }
        catch (Exception e) when (!context.CancellationToken.IsCancellationRequested)
        {
            log.LogWarning(e, "Preview {PreviewId} failed", TaskId.Format(request.PreviewId));
            await context.RespondAsync(new PreviewFailed(false, e.Message));
        }
    }

    private async Task<string> AnswerAsync(PreviewTask request, CancellationToken cancellationToken)
    {
        var task = Definition(request);
        return request.SuggestFor is { } label
            ? JsonSerializer.Serialize(await suggester.RunAsync(task, label, request.Sample, request.Seed, cancellationToken))
            : JsonSerializer.Serialize(await previewer.RunAsync(task, request.Sample, request.Seed, Extras(request), cancellationToken));
    }

    private TaskDefinition Definition(PreviewTask request) =>
        JsonSerializer.Deserialize<TaskDefinition>(request.Definition)! with
        {
            Pattern = request.Pattern,
            SiteConfig = request.Site is { } site
                ? JsonSerializer.Deserialize<SiteConfig>(secrets.Open(site, TaskId.Format(request.PreviewId)))
                : null,
        };

    private static PreviewExtras Extras(PreviewTask request) =>
        new(
            request.Compare is { } compare
                ? JsonSerializer.Deserialize<TaskDefinition>(compare.Definition)! with
                {
                    Pattern = compare.Pattern,
                }
                : null,
            request.Compare?.TaskId,
            request.Gold
        );
}

/// <summary>Every worker hears that nobody waits for a preview any more.</summary>
public sealed class CancelPreviewConsumer(RunningPreviews running) : IConsumer<CancelPreview>
{
    public Task Consume(ConsumeContext<CancelPreview> context)
    {
        running.Cancel(context.Message.PreviewId);
        return Task.CompletedTask;
    }
}
