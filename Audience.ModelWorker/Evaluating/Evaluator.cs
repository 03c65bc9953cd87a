using System.Globalization;
using System.IO.Compression;
using System.Text;
using Audience.Data.Datasets;
using Audience.Data.Models;
using Audience.Labeling.Prepared;
using Audience.Labeling.Reports;
using Audience.ModelWorker.Evaluating.Insights;
using CsvHelper;

namespace Audience.ModelWorker.Evaluating;

/// <summary>Compares what a model says of documents with what people said.</summary>
public static class Evaluator
{
    // Several labels of a document in one field of the CSV; one that holds it is quoted within the field.
    private const char Separator = '|';

    /// <summary>Evaluates a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="job">Whose labels the documents have.</param>
    /// <param name="datasetType">What the documents are: <c>dev</c>, <c>test</c> or <c>ext_test</c>.</param>
    /// <param name="documents">Read once, as a stream.</param>
    /// <param name="progress">Told how many documents are done, or null.</param>
    /// <exception cref="DatasetException">A label or a document cannot be used.</exception>
    public static async Task<Evaluation> RunAsync(
        PreparedModel model,
        LabelingJob job,
        string datasetType,
        IAsyncEnumerable<LabelingDocument> documents,
        Action<long>? progress = null
    )
    {
        DocumentChecks.Labels(job);
        var insights = new InsightBuilder(model, job);
        var compared = new List<(IReadOnlyList<string> True, IReadOnlyList<string> Predicted)>();
        using var details = new MemoryStream();
        await using (var csv = Csv(details))
        {
            foreach (string column in new[] { "document_id", "text", "labels", "predicted" })
                csv.WriteField(column);
            await csv.NextRecordAsync();
            await foreach (var document in documents)
            {
                DocumentChecks.Document(job, document);
                var predicted = model.Predict(document.Text);
                compared.Add((document.Labels, predicted));
                insights.Add(document, predicted);
                csv.WriteField(document.Id);
                csv.WriteField(document.Text);
                csv.WriteField(Join(document.Labels));
                csv.WriteField(Join(predicted));
                await csv.NextRecordAsync();
                progress?.Invoke(compared.Count);
            }
        }
        var labels = job.Labels.Union(model.Labels).Union(compared.SelectMany(c => c.True)).ToList();
        var report = new ClassificationReport(labels, job.IsMultiLabel || model.MultiLabel, compared);
        return new Evaluation(datasetType, report.Accuracy, report.ToJson(), details.ToArray(), insights.Build(datasetType));
    }

    private static string Join(IEnumerable<string> labels) =>
        string.Join(
            Separator,
            labels.Select(label =>
                label.Contains(Separator, StringComparison.Ordinal) || label.StartsWith('"')
                    ? $"\"{label.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                    : label
            )
        );

    private static CsvWriter Csv(Stream to) =>
        new(
            new StreamWriter(new BrotliStream(to, CompressionLevel.Fastest, leaveOpen: true), new UTF8Encoding(false)),
            CultureInfo.InvariantCulture
        );
}
