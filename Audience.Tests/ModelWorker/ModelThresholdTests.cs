using System.Text.Json;
using Audience.Labeling.Prepared;
using Audience.Samples;
using Audience.Tests.Api;

namespace Audience.Tests.ModelWorker;

/// <summary>Thresholds of finished models are moved over REST.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class ModelThresholdTests(Backend backend)
{
    private static readonly MadePost[] s_posts =
    [
        .. MadeDocuments
            .Multi(500, 9)
            .Select((d, i) => new MadePost($"p{i}", "WH_F0045", "a", $"王{i % 400}", "t", d.Text, new DateTime(2020, 1, 1).AddSeconds(i))),
    ];

    private TestSystem _system = null!;
    private FrontendData _data = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _system = await TestSystem.StartAsync(backend, s_posts);
        _data = await FrontendData.CreateAsync(_system, backend);
        await _data.AddJobAsync(1, false, "supervise_model", MadeDocuments.Labels);
        await _data.AddJobAsync(2, true, "supervise_model", MadeDocuments.Labels);
        foreach (var (type, count, seed) in new[] { ("train", 240, 1), ("test", 60, 3) })
        {
            await _data.AddDocumentsAsync(1, type, MadeDocuments.Single(count, seed));
            await _data.AddDocumentsAsync(2, type, MadeDocuments.Multi(count, seed));
        }
        await _data.AddJobAsync(3, true, "rule_base", "a");
        await _data.AddRuleAsync(3, "a", "小姐", "keyword", "partially");
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await _data.DisposeAsync();
        await _system.DisposeAsync();
    }

    [TestCase("TERM_WEIGHT_MODEL", 301)]
    [TestCase("RANDOM_FOREST_MODEL", 302)]
    [TestCase("SVM_MODEL", 303)]
    [TestCase("LOGISTIC_REGRESSION_MODEL", 304)]
    public async Task A_label_is_given_from_the_wanted_probability_on(string type, int job)
    {
        string id = await Http.PrepareReadyAsync(_data.Body(job, 2, type));
        var before = await DownloadAsync(id);
        string label = before.Labels[1];
        string earlier = await CreateTaskAsync(id);

        var answer = await Http.PostAnswerAsync($"/models/{id}/threshold/", new { LABEL = label, PROBABILITY = 0.9 });
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        string later = await CreateTaskAsync(id);
        await Http.WaitUntilDoneAsync(earlier);
        await Http.WaitUntilDoneAsync(later);

        var after = await DownloadAsync(id);
        Assert.That(after.Hash, Is.Not.EqualTo(before.Hash));
        Assert.That(after.Thresholds.Where((_, i) => i != 1), Is.EqualTo(before.Thresholds.Where((_, i) => i != 1)));
        Assert.That(answer.Json[1].GetProperty("threshold").GetDouble(), Is.EqualTo(after.Thresholds[1]));
        string[] expected =
        [
            .. s_posts.Where(p => before.Probabilities(p.Content!)![1] > 0.9).Select(p => p.Id).Order(StringComparer.Ordinal),
        ];
        Assert.That(expected, Is.Not.Empty);
        Assert.That(await LabelledAsync(later, label), Is.EqualTo(expected));
        Assert.That(
            await LabelledAsync(earlier, label),
            Is.EqualTo(s_posts.Where(p => before.Predict(p.Content!).Contains(label)).Select(p => p.Id).Order(StringComparer.Ordinal)),
            "the task that was there keeps its version"
        );
        var curve = (await Http.ReadAsync($"/models/{id}/curves/")).GetProperty("labels")[1];
        Assert.That(curve.GetProperty("threshold").GetDouble(), Is.EqualTo(after.Thresholds[1]));
        Assert.That(curve.GetProperty("threshold_probability").GetDouble(), Is.EqualTo(0.9).Within(1e-3));
    }

    [TestCase("TERM_WEIGHT_MODEL", 311)]
    [TestCase("RANDOM_FOREST_MODEL", 312)]
    [TestCase("SVM_MODEL", 313)]
    [TestCase("LOGISTIC_REGRESSION_MODEL", 314)]
    public async Task A_label_of_a_model_that_gives_exactly_one_can_be_held_back(string type, int job)
    {
        await Http.PrepareReadyAsync(_data.Body(job, 1, type));
        var before = await DownloadAsync(job);
        var answer = await Http.PostAnswerAsync(
            $"/models/{job}/threshold/",
            new { THRESHOLDS = new[] { new { LABEL = before.Labels[0], THRESHOLD = "1e5" } } }
        );
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(answer.Json[0].GetProperty("probability").ValueKind, Is.EqualTo(JsonValueKind.Null));
        var after = await DownloadAsync(job);
        var given = s_posts.Select(p => after.Predict(p.Content!)).ToList();
        Assert.That(given, Has.All.Count.EqualTo(1));
        Assert.That(given.SelectMany(labels => labels), Has.None.EqualTo(before.Labels[0]));
        Assert.That(s_posts.SelectMany(p => before.Predict(p.Content!)), Has.Some.EqualTo(before.Labels[0]));
    }

    [Test]
    public async Task What_cannot_be_moved_is_told_and_nothing_is_changed()
    {
        await Http.PrepareReadyAsync(_data.Body(321, 3, "KEYWORD_MODEL"));
        await Http.PrepareReadyAsync(_data.Body(322, 1, "TERM_WEIGHT_MODEL"));
        await Http.PrepareReadyAsync(_data.Body(323, 2, "TERM_WEIGHT_MODEL"));
        string label = MadeDocuments.Labels[0];
        string[] hashes = [(await DownloadAsync(322)).Hash, (await DownloadAsync(323)).Hash];
        foreach (
            var (model, body, words) in new (int, object, string)[]
            {
                (321, new { LABEL = "a", THRESHOLD = 1 }, "people wrote its rules"),
                (322, new { LABEL = label, PROBABILITY = 0.5 }, "exactly one label"),
                (323, new { LABEL = "nobody", THRESHOLD = 1 }, "no label 'nobody'"),
                (323, new { THRESHOLD = 1 }, "LABEL: field required"),
                (323, new { LABEL = label }, "give THRESHOLD or PROBABILITY"),
                (
                    323,
                    new
                    {
                        LABEL = label,
                        THRESHOLD = 1,
                        PROBABILITY = 0.5,
                    },
                    "one of them"
                ),
                (323, new { LABEL = label, PROBABILITY = 1 }, "more than 0 and less than 1"),
                (323, new { LABEL = label, THRESHOLD = "Infinity" }, "THRESHOLD: value is not a valid float"),
                (323, new { LABEL = label, THRESHOLD = 1e39 }, "from -1000000 to 1000000"),
                (
                    323,
                    new
                    {
                        LABEL = label,
                        THRESHOLD = 1,
                        WEIGHT = 2,
                    },
                    "extra fields"
                ),
                (323, new { THRESHOLDS = Array.Empty<object>() }, "at least one"),
                (
                    323,
                    new { THRESHOLDS = new[] { new { LABEL = label, THRESHOLD = 1 }, new { LABEL = label, THRESHOLD = 2 } } },
                    "more than once"
                ),
                (
                    323,
                    new { THRESHOLDS = new[] { new { LABEL = label, THRESHOLD = 1 }, new { LABEL = "x", THRESHOLD = 2 } } },
                    "no label 'x'"
                ),
                (99999, new { LABEL = label, THRESHOLD = 1 }, "there is no model 99999"),
            }
        )
            (await Http.PostAnswerAsync($"/models/{model}/threshold/", body)).ShouldFail(words);
        Assert.That(new[] { (await DownloadAsync(322)).Hash, (await DownloadAsync(323)).Hash }, Is.EqualTo(hashes));
    }

    [Test]
    public async Task Of_several_moves_at_once_none_is_lost()
    {
        await Http.PrepareReadyAsync(_data.Body(331, 2, "SVM_MODEL"));
        var answers = await Task.WhenAll(
            MadeDocuments.Labels.Select(
                (label, i) => Http.PostAnswerAsync("/models/331/threshold/", new { LABEL = label, THRESHOLD = i + 0.5 })
            )
        );
        Assert.That(answers.Select(a => a.Status), Is.All.EqualTo(200), string.Join("; ", answers.Select(a => a.Text)));
        var model = await DownloadAsync(331);
        Assert.That(
            MadeDocuments.Labels.Select(label => model.Thresholds[model.Labels.ToList().IndexOf(label)]),
            Is.EqualTo([0.5, 1.5, 2.5])
        );
    }

    private Task<string> CreateTaskAsync(string model) =>
        Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2020-01-02",
                COUNTDOWN = 0,
                MODEL_ID_LIST = new[] { model },
            }
        );

    private async Task<IEnumerable<string>> LabelledAsync(string taskId, string label) =>
        (await _system.RowsAsync("fbfans", taskId)).Where(r => r.Panel == "/" + label).Select(r => r.Id).Order(StringComparer.Ordinal);

    private async Task<PreparedModel> DownloadAsync(object id) =>
        PreparedModel.FromBytes(await Http.GetByteArrayAsync(new Uri($"/models/{id}/download", UriKind.Relative)));
}
