using System.Data.Common;
using System.Diagnostics;
using Audience.Api.Errors;
using Audience.Api.Models;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Tasks.Explain;
using Audience.Data.Tasks;
using Audience.Labeling;

namespace Audience.Api.Tasks.Explain;

/// <summary>Explains labels. A few calls at a time: expressions may take their time.</summary>
public sealed class ExplainActions(
    TaskTable tasks,
    TaskDefinitions definitions,
    TaskModelLoader loader,
    TaskModels models,
    ExplainerCache explainers
) : IDisposable
{
    private const int MaxTexts = 100,
        MaxLength = 100_000;
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim _slots = new(2);

    /// <summary>Explains the texts of a body.</summary>
    /// <exception cref="Errors.ApiException">400: a value cannot be used; 404: there is no such task.</exception>
    /// <exception cref="Errors.ValidationException">A field is missing, unknown or of the wrong type.</exception>
    public async Task<Envelope<IReadOnlyList<ExplainedText>>> RunAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var texts = body.Texts("TEXTS");
        string? taskId = body.Text("TASK_ID");
        var named = body.NumbersOrTexts("MODEL_ID_LIST").Concat(body.NumbersOrTexts("MODEL_JOB_ID")).ToList();
        var (pattern, fold, type) = (body.Object("PATTERN"), body.Has("FOLD") ? body.Texts("FOLD") : [], body.Text("MODEL_TYPE"));
        body.Check();
        if (texts.Count is 0 or > MaxTexts || texts.Any(text => text.Length > MaxLength))
            throw TaskErrors.Bad(
                $"TEXTS has {texts.Count} texts: 1 to {MaxTexts} are explained at a time, each of at most {MaxLength} characters"
            );
        if (taskId is not null && (pattern is not null || named.Count > 0 || fold.Count > 0))
            throw TaskErrors.Bad("TASK_ID names all that labels: send it without PATTERN, FOLD and models");
        if (taskId is null && pattern is null && named.Count == 0)
            throw TaskErrors.Bad("nothing labels: send a TASK_ID, a PATTERN, MODEL_JOB_ID or MODEL_ID_LIST");
        TaskModelParts parts;
        if (taskId is not null)
            parts = TaskModelParts.Of(await FindAsync(taskId, cancellationToken));
        else
        {
            var found = await models.FindAsync([.. named.Select(ModelRequestReader.ParseId).Distinct()], cancellationToken);
            parts = TaskRequestReader.ReadParts(type, pattern, fold) with
            {
                Artefacts = [.. found.Select(model => model.Artefact!).Distinct()],
            };
        }
        var answer = await RunAsync(parts, explainer => Task.FromResult(Explain(explainer, texts, cancellationToken)), cancellationToken);
        return new Envelope<IReadOnlyList<ExplainedText>> { ErrorCode = 200, ErrorMessage = answer };
    }

    /// <summary>Makes a model and uses it, away from the caller's thread, as soon as there is a slot.</summary>
    /// <exception cref="Errors.ApiException">400: the model cannot be made any more.</exception>
    public async Task<T> RunAsync<T>(TaskModelParts parts, Func<TextExplainer, Task<T>> use, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            var explainer = explainers.Take(parts) ?? await LoadAsync(parts, cancellationToken);
            var answer = await Task.Run(() => use(explainer), cancellationToken);
            explainers.Return(parts, explainer);
            return answer;
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<TextExplainer> LoadAsync(TaskModelParts parts, CancellationToken cancellationToken)
    {
        try
        {
            return new TextExplainer(await loader.LoadAsync(parts, cancellationToken));
        }
        catch (Exception e) when (e is PatternException or InvalidOperationException)
        {
            throw TaskErrors.Bad(e.Message);
        }
        catch (DbException e)
        {
            throw TaskErrors.NoOutput(e.Message, e);
        }
    }

    /// <summary>What a task does.</summary>
    /// <exception cref="Errors.ApiException">404: there is none.</exception>
    public async Task<TaskDefinition> FindAsync(string taskId, CancellationToken cancellationToken)
    {
        string id = TaskErrors.CheckId(taskId);
        try
        {
            return await tasks.FindAsync(id, cancellationToken) is null
                ? throw TaskErrors.Unknown(id)
                : await definitions.FindAsync(id, withSite: false, cancellationToken)
                    ?? throw TaskErrors.Bad($"task {id} was made by an earlier version, which did not keep what it was to do");
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
    }

    public void Dispose() => _slots.Dispose();

    private static List<ExplainedText> Explain(TextExplainer explainer, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        List<ExplainedText> explained = [];
        foreach (string text in texts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(start) > s_budget)
                throw TaskErrors.Bad(
                    $"{explained.Count} of {texts.Count} texts took {s_budget.TotalSeconds} seconds: send fewer, or simpler expressions"
                );
            explained.Add(explainer.Explain(text));
        }
        return explained;
    }
}
