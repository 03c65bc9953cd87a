using System.Text.Json;
using Audience.Tests.Api;

namespace Audience.Tests.ModelWorker;

/// <summary>What people look at to see where a model fails, over REST.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class ModelInsightTests(Backend backend)
{
    private TestSystem _system = null!;
    private FrontendData _data = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _system = await TestSystem.StartAsync(backend, []);
        _data = await FrontendData.CreateAsync(_system, backend);
        await _data.AddJobAsync(1, false, "supervise_model", MadeDocuments.Labels);
        await _data.AddJobAsync(2, true, "supervise_model", MadeDocuments.Labels);
        foreach (var (type, count, seed) in new[] { ("train", 240, 1), ("test", 80, 3) })
        {
            await _data.AddDocumentsAsync(1, type, MadeDocuments.Single(count, seed));
            await _data.AddDocumentsAsync(2, type, MadeDocuments.Multi(count, seed));
        }
        // Labels that the texts do not bear out: mistakes of which a model is certain.
        await _data.AddDocumentsAsync(1, "test", MadeDocuments.Single(10, 5).Select(d => d with { Labels = [Other(d.Labels[0])] }));
        await _data.AddJobAsync(3, true, "rule_base", "a");
        await _data.AddRuleAsync(3, "a", "小姐", "keyword", "partially");
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await _data.DisposeAsync();
        await _system.DisposeAsync();
    }

    [TestCase("TERM_WEIGHT_MODEL", 1, 201)]
    [TestCase("RANDOM_FOREST_MODEL", 1, 202)]
    [TestCase("SVM_MODEL", 1, 203)]
    [TestCase("LOGISTIC_REGRESSION_MODEL", 2, 204)]
    public async Task Confusion_curves_and_mistakes_agree_with_the_documents(string type, int dataset, int job)
    {
        string id = await Http.PrepareReadyAsync(_data.Body(job, dataset, type));
        string csv = (await Http.GetAnswerAsync($"/models/download_details/{job}/test")).Text;
        int documents = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1;

        var confusion = await Http.ReadAsync($"/models/{job}/confusion/");
        Assert.That(confusion.GetProperty("documents").GetInt32(), Is.EqualTo(documents));
        foreach (var label in confusion.GetProperty("per_label").EnumerateArray())
            Assert.That(
                new[] { "true_positives", "false_positives", "false_negatives", "true_negatives" }.Sum(n =>
                    label.GetProperty(n).GetInt32()
                ),
                Is.EqualTo(documents)
            );
        var matrix = confusion.GetProperty("matrix");
        if (dataset == 1)
            Assert.That(matrix.EnumerateArray().Sum(row => row.EnumerateArray().Sum(n => n.GetInt32())), Is.EqualTo(documents));
        else
            Assert.That(matrix.ValueKind, Is.EqualTo(JsonValueKind.Null));

        var curves = await Http.ReadAsync($"/models/{id}/curves/?dataset_type=test");
        Assert.That(curves.GetProperty("expected_calibration_error").GetDouble(), Is.InRange(0, 0.35));
        foreach (
            var (label, counts) in curves.GetProperty("labels").EnumerateArray().Zip(confusion.GetProperty("per_label").EnumerateArray())
        )
        {
            Assert.That(
                label.GetProperty("support").GetInt32(),
                Is.EqualTo(counts.GetProperty("true_positives").GetInt32() + counts.GetProperty("false_negatives").GetInt32())
            );
            var points = label.GetProperty("points").EnumerateArray().ToList();
            Assert.That(points, Has.Count.EqualTo(101));
            Assert.That(points[0].GetProperty("recall").GetDouble(), Is.EqualTo(1), "at probability 0 all are given");
        }

        int wrong = confusion
            .GetProperty("per_label")
            .EnumerateArray()
            .Sum(l => l.GetProperty("false_positives").GetInt32() + l.GetProperty("false_negatives").GetInt32());
        var mistakes = (await Http.ReadAsync($"/models/{id}/errors/?limit=100")).EnumerateArray().ToList();
        Assert.That(mistakes, Has.Count.EqualTo(Math.Min(wrong, 100)));
        var certain = mistakes.ConvertAll(m =>
            m.Text("mistake") == "wrong" ? m.GetProperty("probability").GetDouble() : 1 - m.GetProperty("probability").GetDouble()
        );
        Assert.That(certain, Is.Ordered.Descending);
        if (dataset == 1)
            Assert.That(mistakes, Has.Count.GreaterThanOrEqualTo(10), "the labels that are wrong");
        foreach (var part in mistakes.SelectMany(m => m.GetProperty("parts").EnumerateArray().Select(p => (Mistake: m, Part: p))))
        {
            int[] span = [.. part.Part.GetProperty("span").EnumerateArray().Select(n => n.GetInt32())];
            Assert.That(part.Part.Text("text"), Is.EqualTo(part.Mistake.Text("text")!.Substring(span[0], span[1])));
        }
        if (type != "RANDOM_FOREST_MODEL" && mistakes.Count > 0)
            Assert.That(mistakes[0].GetProperty("parts").GetArrayLength(), Is.Positive);
        string first = confusion.GetProperty("labels")[0].GetString()!;
        var ofFirst = await Http.ReadAsync($"/models/{id}/errors/?label={Uri.EscapeDataString(first)}");
        Assert.That(ofFirst.EnumerateArray().Select(m => m.Text("label")).Distinct(), Is.SubsetOf(new[] { first }));
    }

    [Test]
    public async Task Two_models_are_compared_on_the_same_documents()
    {
        string a = await Http.PrepareReadyAsync(_data.Body(211, 1, "SVM_MODEL"));
        string b = await Http.PrepareReadyAsync(_data.Body(212, 1, "RANDOM_FOREST_MODEL"));
        var compared = await Http.ReadAsync($"/models/compare/?a={a}&b=212");
        int[] counts =
        [
            .. new[] { "both_right", "only_a_right", "only_b_right", "both_wrong" }.Select(n => compared.GetProperty(n).GetInt32()),
        ];
        Assert.That(counts.Sum(), Is.EqualTo(90));
        Assert.That(counts[3], Is.GreaterThanOrEqualTo(5), "the labels that are wrong");
        Assert.That(compared.GetProperty("examples_a").GetArrayLength(), Is.EqualTo(Math.Min(counts[1], 50)));
        Assert.That(compared.GetProperty("p_value").GetDouble(), Is.InRange(0, 1));
        var same = await Http.ReadAsync($"/models/compare/?a={b}&b={b}");
        Assert.That(same.GetProperty("p_value").GetDouble(), Is.EqualTo(1));
        Assert.That(same.GetProperty("only_a_right").GetInt32(), Is.Zero);
    }

    [Test]
    public async Task What_there_is_not_is_told()
    {
        await Http.PrepareReadyAsync(_data.Body(221, 3, "KEYWORD_MODEL"));
        await Http.PrepareReadyAsync(_data.Body(222, 1, "TERM_WEIGHT_MODEL"));
        foreach (
            var (path, status, text) in new[]
            {
                ("/models/221/confusion/", 400, "has not been evaluated"),
                ("/models/222/confusion/?dataset_type=dev", 400, "has not been evaluated on dev"),
                ("/models/222/curves/?dataset_type=train", 400, "'train' is not one of"),
                ("/models/222/errors/?label=nobody", 400, "no label 'nobody'"),
                ("/models/222/errors/?limit=0", 400, "limit '0'"),
                ("/models/compare/?a=222", 400, "a and b are needed"),
                ("/models/compare/?a=222&b=221", 400, "has not been evaluated on test"),
                ("/models/99999/confusion/", 400, "99999"),
            }
        )
        {
            var answer = await Http.GetAnswerAsync(path);
            Assert.That(answer.Text, Does.Contain(text), path);
            Assert.That(answer.Status, Is.EqualTo(status), path);
        }
    }

    private static string Other(string label) => MadeDocuments.Labels.First(l => l != label);
}
