using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Tasks.Previews;
using Audience.Contracts.Tasks.Suggestions;

namespace Audience.Api.Tasks.Previews;

/// <summary>Tries tasks on samples.</summary>
public sealed class PreviewActions(TaskComposer composer, PreviewComparer comparer, PreviewCalls calls)
{
    private const int DefaultSample = 20_000,
        MinSample = 1000,
        MaxSample = 200_000;

    /// <summary>Previews the task of a body.</summary>
    /// <exception cref="Errors.ApiException">400: a value cannot be used; 503: nobody can answer.</exception>
    /// <exception cref="Errors.ValidationException">A field is missing, unknown or of the wrong type.</exception>
    public async Task<Envelope<TaskPreview>> RunAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var (sample, seed) = Sample(body);
        var compare = PreviewComparer.Read(body);
        var gold = GoldFields.Read(body);
        var task = await composer.ReadAsync(body, cancellationToken);
        var other = await comparer.FindAsync(compare, task.Fields, task.Models, cancellationToken);
        return new Envelope<TaskPreview>
        {
            ErrorCode = 200,
            ErrorMessage = await calls.AskAsync(task.Definition, sample, seed, other, gold, cancellationToken),
        };
    }

    /// <summary>Suggests keywords for a label of the task of a body.</summary>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    public async Task<Envelope<KeywordSuggestions>> SuggestAsync(RequestBody body, CancellationToken cancellationToken)
    {
        string label = body.Required("LABEL");
        var (sample, seed) = Sample(body);
        var task = await composer.ReadAsync(body, cancellationToken);
        return new Envelope<KeywordSuggestions>
        {
            ErrorCode = 200,
            ErrorMessage = await calls.SuggestAsync(task.Definition, label, sample, seed, cancellationToken),
        };
    }

    private static (int Sample, int Seed) Sample(RequestBody body) =>
        (body.Int("SAMPLE", DefaultSample, MinSample, MaxSample), body.Int("SEED", 0, int.MinValue, int.MaxValue));
}
