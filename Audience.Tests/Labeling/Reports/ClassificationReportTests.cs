using System.Globalization;
using System.Text.Json;
using Audience.Labeling.Reports;

namespace Audience.Tests.Labeling.Reports;

/// <summary>The report has scikit-learn's values; reports.py beside this file made them.</summary>
[Category("unit")]
public sealed class ClassificationReportTests
{
    private static readonly string[] Fields = ["precision", "recall", "f1-score", "support"];

    private sealed record Case(int Labels, bool Multi, int[][][] Rows, double Accuracy, Dictionary<string, double[]> Report);

    [Test]
    public void Equals_scikit_learn()
    {
        var cases = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Labeling", "Reports", "reports.jsonl"))
            .Select(line => JsonSerializer.Deserialize<Case>(line, JsonSerializerOptions.Web)!)
            .ToArray();
        Assert.That(cases, Has.Length.EqualTo(400));
        using (Assert.EnterMultipleScope())
        {
            foreach (var expected in cases)
            {
                string[] labels = [.. Enumerable.Range(0, expected.Labels).Select(label => label.ToString(CultureInfo.InvariantCulture))];
                ClassificationReport report = new(labels, expected.Multi, [.. expected.Rows.Select(row => (Names(row[0]), Names(row[1])))]);
                using var json = JsonDocument.Parse(report.ToJson());
                Assert.That(
                    json.RootElement.EnumerateObject().Select(row => row.Name),
                    Is.EquivalentTo(expected.Report.Keys.Append("accuracy"))
                );
                foreach (var (name, values) in expected.Report)
                    Assert.That(
                        Fields.Select(field => json.RootElement.GetProperty(name).GetProperty(field).GetDouble()),
                        Is.EqualTo(values).Within(1e-9),
                        name
                    );
                Assert.That(json.RootElement.GetProperty("accuracy").GetDouble(), Is.EqualTo(expected.Accuracy).Within(1e-9));
                Assert.That(report.Accuracy, Is.EqualTo(expected.Accuracy).Within(1e-9));
                Assert.That(report.MacroF1, Is.EqualTo(expected.Report["macro avg"][2]).Within(1e-9));
            }
        }
    }

    [Test]
    public void Has_its_rows_in_the_order_of_scikit_learn()
    {
        using var json = JsonDocument.Parse(new ClassificationReport(["男性", "女性"], true, [(["男性"], ["女性", "男性"])]).ToJson());
        Assert.That(
            json.RootElement.EnumerateObject().Select(row => row.Name),
            Is.EqualTo(["男性", "女性", "micro avg", "macro avg", "weighted avg", "samples avg", "accuracy"])
        );
    }

    [Test]
    public void Keeps_letters_readable() =>
        Assert.That(
            new ClassificationReport(["男性"], false, [(["男性"], ["男性"])]).ToJson(),
            Does.StartWith("{\"男性\":{\"precision\":1")
        );

    [Test]
    public void Counts_a_label_given_twice_as_once() =>
        Assert.That(new ClassificationReport(["a", "b"], true, [(["a", "a"], ["a"]), (["b"], ["b", "b"])]).Accuracy, Is.EqualTo(1));

    [Test]
    public void Gives_numbers_without_documents()
    {
        ClassificationReport report = new(["a"], true, []);
        Assert.That(report.ToJson(), Does.Not.Contain("NaN"));
    }

    [Test]
    public void Refuses_labels_without_a_row() =>
        Assert.That(
            () => new ClassificationReport(["a"], true, [(["a"], ["b"])]),
            Throws.ArgumentException.With.Message.StartsWith("a document has the label 'b', for which the report has no row")
        );

    private static IReadOnlyList<string> Names(int[] labels) => [.. labels.Select(label => label.ToString(CultureInfo.InvariantCulture))];
}
