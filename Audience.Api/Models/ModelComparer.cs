using System.Globalization;
using System.IO.Compression;
using Audience.Contracts.Models;
using Audience.Labeling.Reports;
using CsvHelper;

namespace Audience.Api.Models;

/// <summary>Compares what two models made of the documents that both were evaluated on.</summary>
public sealed class ModelComparer(ModelQueries queries)
{
    private const int MaxExamples = 50,
        MaxText = 2_000;

    /// <summary>Compares them.</summary>
    /// <param name="a">The first model.</param>
    /// <param name="b">The second.</param>
    /// <param name="datasetType">The documents; null for test.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ModelComparison> RunAsync(string? a, string? b, string? datasetType, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(a) || string.IsNullOrEmpty(b))
            throw ModelErrors.Bad("a and b are needed: two models, each a MODEL_JOB_ID or a task id");
        string type = datasetType ?? "test";
        var first = new Dictionary<string, Row>(StringComparer.Ordinal);
        foreach (var row in Rows(await queries.DetailsAsync(a, type, cancellationToken)))
            first[row.Id] = row;
        var counts = new long[4];
        var examples = (A: new List<ComparedDocument>(), B: new List<ComparedDocument>());
        foreach (var row in Rows(await queries.DetailsAsync(b, type, cancellationToken)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!first.TryGetValue(row.Id, out var other) || other.Text != row.Text || other.Labels != row.Labels)
                continue;
            bool isA = IsRight(other),
                isB = IsRight(row);
            counts[(isA ? 2 : 0) + (isB ? 1 : 0)]++;
            var list = isA ? examples.A : examples.B;
            if (isA != isB && list.Count < MaxExamples)
                list.Add(Document(other, row));
        }
        if (counts.Sum() == 0)
            throw ModelErrors.Bad($"models {a} and {b} were not evaluated on the same documents of type {type}");
        return new ModelComparison
        {
            DatasetType = type,
            Documents = counts.Sum(),
            BothRight = counts[3],
            OnlyARight = counts[2],
            OnlyBRight = counts[1],
            BothWrong = counts[0],
            PValue = McNemar.PValue(counts[2], counts[1]),
            ExamplesA = examples.A,
            ExamplesB = examples.B,
        };
    }

    // In whatever order they are listed.
    private static bool IsRight(Row row) =>
        row.Predicted.Split('|').Order(StringComparer.Ordinal).SequenceEqual(row.Labels.Split('|').Order(StringComparer.Ordinal));

    private static ComparedDocument Document(Row a, Row b) =>
        new()
        {
            DocumentId = long.Parse(a.Id, CultureInfo.InvariantCulture),
            Text = a.Text.Length <= MaxText ? a.Text : a.Text[..MaxText],
            Labels = a.Labels,
            PredictedA = a.Predicted,
            PredictedB = b.Predicted,
        };

    private static IEnumerable<Row> Rows(byte[] packed)
    {
        using var csv = new CsvReader(
            new StreamReader(new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress)),
            CultureInfo.InvariantCulture
        );
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
            yield return new Row(csv.GetField(0)!, csv.GetField(1)!, csv.GetField(2)!, csv.GetField(3)!);
    }

    private sealed record Row(string Id, string Text, string Labels, string Predicted);
}
