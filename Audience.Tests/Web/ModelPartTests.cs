using Audience.Client;
using Audience.Web;
using Audience.Web.DataSets;
using Audience.Web.Models;
using Audience.Web.Texts;
using Bunit;

namespace Audience.Tests.Web;

/// <summary>What pages of models and data sets draw.</summary>
[Category("unit")]
internal sealed class ModelPartTests
{
    private static readonly View s_view = new() { Words = new Words("en"), Path = "/console/models/a" };

    [TestCase(0.0, "precision 50%, recall 100%")]
    [TestCase(0.69, "precision 50%, recall 100%")]
    [TestCase(0.7, "precision 80%, recall 40%")]
    [TestCase(1.0, "precision –, recall 0%")]
    public void The_threshold_says_what_would_be_found(double threshold, string text)
    {
        using var context = new BunitContext();
        var part = context.Render<CurvesPart>(p => p.Add(c => c.View, s_view).Add(c => c.Insight, Insight(threshold)));
        Assert.That(part.Find("strong").TextContent, Does.EndWith(text));
        Assert.That(part.Find("polyline").GetAttribute("points"), Is.EqualTo("220,120 100,60"));
    }

    [Test]
    public void A_report_is_read_line_by_line()
    {
        var report = new ModelReport
        {
            Report = """{"x":{"precision":0.5,"recall":1,"f1-score":0.667,"support":10},"accuracy":0.75,"macro avg":{"precision":1}}""",
        };
        Assert.That(ReportRow.Of(report), Is.EqualTo([new ReportRow("x", 0.5, 1, 0.667, 10), new ReportRow("macro avg", 1, 0, 0, 0)]));
    }

    [TestCase("pending", null, "true")]
    [TestCase("finished", "started", "true")]
    [TestCase("finished", null, "false")]
    public void What_goes_on_is_followed(string training, string? test, string poll)
    {
        using var context = new BunitContext();
        var insight = Insight(0.5);
        insight.Model.TrainingStatus = training;
        insight.Model.ExtStatus = test;
        var part = context.Render<ModelPart>(p => p.Add(c => c.View, s_view).Add(c => c.Insight, insight));
        Assert.That(part.Find("#model").GetAttribute("data-poll"), Is.EqualTo(poll));
    }

    [Test]
    public void Labels_by_split_are_bars_and_rows()
    {
        var shown = new DataSetShown
        {
            Set = new DataSetDetails { TaskId = "a" },
            Query = new DataSetQuery { Id = "a" },
            Counts = [Count("x", "train", 30), Count("x", "test", 10), Count("y", "train", 20)],
            Rows = [],
            More = false,
        };
        using var context = new BunitContext();
        var part = context.Render<SplitsPart>(p => p.Add(c => c.View, s_view).Add(c => c.Shown, shown));
        Assert.That(part.FindAll("rect").Select(r => r.GetAttribute("width")), Is.EqualTo(["224", "74", "149"]));
        Assert.That(part.FindAll("tbody tr").Select(r => r.TextContent), Is.EqualTo(["x3010", "y200"]));
    }

    private static LabelCount Count(string label, string split, long rows) =>
        new()
        {
            Label = label,
            DatasetType = split,
            Rows = rows,
        };

    private static ModelInsight Insight(double threshold) =>
        new()
        {
            Model = new ModelStatus { TaskId = new string('a', 32) },
            Query = new ModelQuery("a", null, null, threshold),
            Curves = new ModelCurves
            {
                Labels =
                [
                    new LabelCurve
                    {
                        Label = "x",
                        Points = [Point(0, 0.5, 1), Point(0.7, 0.8, 0.4), new CurvePoint { Probability = 1, Recall = 0 }],
                    },
                ],
            },
        };

    private static CurvePoint Point(double probability, double precision, double recall) =>
        new()
        {
            Probability = probability,
            Precision = precision,
            Recall = recall,
        };
}
