using Audience.Data.Datasets;
using Audience.Data.Models;
using Audience.Labeling.Prepared;
using Audience.Labeling.Terms;
using Audience.ModelWorker.Evaluating;
using Audience.Training;

namespace Audience.ModelWorker.Training;

/// <summary>Makes a model of what a labeling job holds: rules that people wrote, or documents that they labelled.</summary>
/// <param name="dataset">Where it is.</param>
/// <param name="job">The job.</param>
/// <param name="definition">What is asked for.</param>
public sealed class ModelFactory(IDataset dataset, LabelingJob job, ModelDefinition definition)
{
    /// <summary>The model, and the sets of documents that it is to be evaluated on.</summary>
    /// <exception cref="DatasetException">Rules or documents are missing.</exception>
    /// <exception cref="TrainingException">The documents cannot be learned from.</exception>
    public async Task<(PreparedModel Model, IReadOnlyList<string> Evaluated)> MakeAsync(
        IProgress<double> progress,
        CancellationToken cancellationToken
    )
    {
        DocumentChecks.Labels(job);
        if (!definition.Kind.IsTrainable())
            return (await FromRulesAsync(cancellationToken), []);
        if (definition.Kind == ModelKind.TermWeight && await FindTermsAsync(cancellationToken) is { } terms)
            return (terms, await dataset.EvaluatedAsync(cancellationToken));
        if (await dataset.CountAsync("train", cancellationToken) == 0)
            throw new DatasetException($"DATASET_NO {job.Id} has no document of type train{Kind}");
        var documents = await dataset.LabelledAsync(job, "train", definition.Feature, cancellationToken);
        var set = new TrainingSet(job.Labels, job.IsMultiLabel, documents);
        return (
            await Task.Factory.StartNew(
                () => ModelTrainer.Train(definition.Kind, set, progress, cancellationToken),
                cancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            ),
            await dataset.EvaluatedAsync(cancellationToken)
        );
    }

    private string Kind => job.DataType is null ? "" : $": it is a {job.DataType}";

    private async Task<PreparedModel> FromRulesAsync(CancellationToken cancellationToken)
    {
        string type = definition.Kind == ModelKind.Keyword ? "keyword" : "regex";
        var rules = await dataset.RulesAsync(type, cancellationToken);
        if (rules.Count == 0)
            throw new DatasetException($"DATASET_NO {job.Id} has no rule of type {type}{Kind}");
        return PreparedModel.FromPattern(definition.Kind, RulePattern.Of(rules, definition.Kind == ModelKind.Keyword));
    }

    // Where people gave the weights, there is nothing to learn: a label holds when its terms speak for it more than against.
    private async Task<PreparedModel?> FindTermsAsync(CancellationToken cancellationToken)
    {
        if (job.DataType != "term_weight" && await dataset.CountAsync("train", cancellationToken) > 0)
            return null;
        var rules = await dataset.RulesAsync("term_weight", cancellationToken);
        var terms = rules
            .GroupBy(rule => (rule.Label, rule.Content))
            .Select(same => new TermWeight(same.Key.Label, same.Key.Content, same.Sum(rule => rule.Score ?? 1)))
            .ToList();
        return terms.Count == 0 ? null : PreparedModel.FromTerms(new TermWeightModel(job.Labels, terms, [.. job.Labels.Select(_ => 0.0)]));
    }
}
