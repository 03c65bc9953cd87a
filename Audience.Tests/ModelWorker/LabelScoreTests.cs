using System.Globalization;
using System.Text.Json;
using Audience.Labeling.Prepared;
using Audience.Samples;
using Audience.Tests.Api;
using Dapper;

namespace Audience.Tests.ModelWorker;

/// <summary>SCORE and MIN_PROBABILITY: label rows tell how probable a learned label is, and the improbable are left out.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("broker")]
internal sealed class LabelScoreTests(Backend backend)
{
    private const int Single = 301,
        Multi = 302,
        Rules = 303;

    private static readonly MadePost[] s_posts =
    [
        .. MadeDocuments
            .Multi(900, 9)
            .Select((d, i) => new MadePost($"p{i}", "WH_F0045", "a", $"王{i % 40}", "t", d.Text, new DateTime(2020, 1, 1).AddSeconds(i))),
    ];

    private TestSystem _system = null!;
    private FrontendData _data = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _system = await TestSystem.StartAsync(backend, s_posts, new Dictionary<string, string?> { ["CHUNK_SIZE"] = "300" });
        _data = await FrontendData.CreateAsync(_system, backend);
        await _data.AddJobAsync(1, false, "supervise_model", MadeDocuments.Labels);
        await _data.AddJobAsync(2, true, "supervise_model", MadeDocuments.Labels);
        foreach (var (type, seed) in new[] { ("train", 1), ("dev", 2), ("test", 3) })
        {
            await _data.AddDocumentsAsync(1, type, MadeDocuments.Single(150, seed));
            await _data.AddDocumentsAsync(2, type, MadeDocuments.Multi(150, seed));
        }
        await _data.AddJobAsync(3, true, "rule_base", "rule");
        await _data.AddRuleAsync(3, "rule", "籃球", "keyword", "partially");
        await Http.PrepareReadyAsync(_data.Body(Single, 1, "LOGISTIC_REGRESSION_MODEL"));
        await Http.PrepareReadyAsync(_data.Body(Multi, 2, "SVM_MODEL"));
        await Http.PrepareReadyAsync(_data.Body(Rules, 3, "KEYWORD_MODEL"));
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await _data.DisposeAsync();
        await _system.DisposeAsync();
    }

    private async Task<PreparedModel> DownloadAsync(int id) =>
        PreparedModel.FromBytes(await Http.GetByteArrayAsync(new Uri($"/models/{id}/download", UriKind.Relative)));

    private async Task<string> RunAsync(params (string Name, object? Value)[] fields)
    {
        string id = await Http.CreateTaskAsync(ModelCalls.TaskBody(fields));
        var task = await Http.WaitUntilDoneAsync(id);
        Assert.That(task.Text("stat"), Is.EqualTo("SUCCESS"), task.ToString());
        return id;
    }

    private async Task<IEnumerable<string>> RowsAsync(string id)
    {
        await using var connection = await _system.Output.OpenAsync(default);
        var rows = await connection.QueryAsync<(string Id, string Panel, double? Score)>(
            $"SELECT id, panel, score FROM {_system.Output.Dialect.Table(_system.Output.Schema, "fbfans")} WHERE task_id = @id",
            new { id }
        );
        return rows.Select(row => Row(row.Id, row.Panel, row.Score)).Order();
    }

    private static string Row(string id, string panel, double? score) =>
        $"{id} {panel} {score?.ToString("F6", CultureInfo.InvariantCulture) ?? "none"}";

    // What each label of a text is given with, by the model that is most certain of it; rules alone give none.
    private static IEnumerable<string> Expected(double least, PreparedModel[] models, PreparedModel? rules = null) =>
        from post in s_posts
        let learned = from model in models
        from label in model.Predict(post.Content!)
        select (label, Score: model.Probabilities(post.Content!)![model.Labels.ToList().IndexOf(label)])
        let scores = learned.Where(l => l.Score >= least).GroupBy(l => l.label).ToDictionary(l => l.Key, l => (double?)l.Max(s => s.Score))
        from label in (rules?.Predict(post.Content!) ?? []).Concat(scores.Keys).Distinct()
        select Row(post.Id, "/" + label, scores.GetValueOrDefault(label));

    [Test]
    public async Task Rows_carry_the_probability_that_the_most_certain_model_gives_the_label()
    {
        var models = new[] { await DownloadAsync(Single), await DownloadAsync(Multi) };
        var rules = await DownloadAsync(Rules);
        string id = await RunAsync(("MODEL_JOB_ID", new[] { Single, Rules, Multi }), ("SCORE", true));
        var expected = Expected(0, models, rules).Order().ToList();
        Assert.That(await RowsAsync(id), Is.EqualTo(expected));
        Assert.That(expected.Any(row => row.EndsWith("none", StringComparison.Ordinal)) && expected.Count > s_posts.Length);
    }

    [TestCase(0.6)]
    [TestCase(0.95)]
    public async Task Labels_that_are_less_probable_are_left_out_but_for_those_of_rules(double least)
    {
        var models = new[] { await DownloadAsync(Multi) };
        var rules = await DownloadAsync(Rules);
        string id = await RunAsync(("MODEL_JOB_ID", new[] { Multi, Rules }), ("SCORE", "true"), ("MIN_PROBABILITY", least));
        var expected = Expected(least, models, rules).Order().ToList();
        Assert.That(await RowsAsync(id), Is.EqualTo(expected));
        Assert.That(expected, Has.Count.LessThan(Expected(0, models, rules).Count()));

        // The filter alone writes no scores.
        string bare = await RunAsync(("MODEL_JOB_ID", new[] { Multi, Rules }), ("MIN_PROBABILITY", least));
        Assert.That((await RowsAsync(bare)).Select(Without), Is.EqualTo(expected.Select(Without).Order()));
        Assert.That((await RowsAsync(bare)).All(row => row.EndsWith("none", StringComparison.Ordinal)));

        static string Without(string row) => row[..row.LastIndexOf(' ')];
    }

    [Test]
    public async Task Sample_download_and_definition_tell_them()
    {
        string id = await RunAsync(("MODEL_JOB_ID", new[] { Multi, Rules }), ("SCORE", true), ("MIN_PROBABILITY", 0.7));
        var rows = await RowsAsync(id);
        var sample = (await Http.ReadAsync($"/tasks/{id}/sample/?limit=50")).GetProperty("error_message").EnumerateArray().ToList();
        Assert.That(sample.Select(Row).Except(rows), Is.Empty);
        Assert.That(sample.Any(row => row.TryGetProperty("score", out _)));
        string[] lines = (await Http.GetStringAsync(new Uri($"/tasks/{id}/download/", UriKind.Relative))).Split('\n');
        Assert.That(lines[0].TrimStart('\uFEFF').Split(',')[^1], Is.EqualTo("score"));
        Assert.That(
            lines[1..^1].Select(line => line[(line.LastIndexOf(',') + 1)..]).Order(),
            Is.EqualTo(rows.Select(row => row[(row.LastIndexOf(' ') + 1)..].Replace("none", "", StringComparison.Ordinal)).Order())
        );
        var definition = (await Http.ReadAsync($"/tasks/{id}/definition/")).GetProperty("error_message");
        Assert.That((definition.Text("score"), definition.Text("min_probability")), Is.EqualTo(("True", "0.7")));
        // Another task's rows in the same tables have none, and its file no such column.
        string other = await RunAsync(("MODEL_JOB_ID", Rules));
        string file = await Http.GetStringAsync(new Uri($"/tasks/{other}/download/", UriKind.Relative));
        Assert.That(file[..file.IndexOf('\n', StringComparison.Ordinal)], Does.EndWith("match_content"));

        static string Row(JsonElement row) =>
            LabelScoreTests.Row(row.Text("id")!, row.Text("panel")!, row.TryGetProperty("score", out var score) ? score.GetDouble() : null);
    }

    [Test]
    public async Task A_sample_tells_what_the_model_saw_in_a_text()
    {
        string id = await RunAsync(("MODEL_JOB_ID", new[] { Multi, Rules }));
        var model = await DownloadAsync(Multi);
        var rows = (await Http.ReadAsync($"/tasks/{id}/sample/?explain=true&limit=20")).GetProperty("error_message").EnumerateArray();
        int seen = 0;
        foreach (var row in rows)
        {
            string text = row.Text("match_content")!;
            if (!row.TryGetProperty("scores", out var scores))
                continue;
            int label = model.Labels.ToList().IndexOf(row.Text("panel")![1..]);
            Assert.That(scores.EnumerateArray().Single().Text("label"), Is.EqualTo(model.Labels[label]));
            Assert.That(
                scores[0].GetProperty("parts").EnumerateArray().Select(p => (p.Text("text"), p.GetProperty("added").GetDouble())),
                Is.EqualTo(model.Parts(text, label, 10).Select(p => (text.Substring(p.Start, p.Length), p.Added)))
            );
            seen++;
        }
        Assert.That(seen, Is.Positive);
    }

    [Test]
    public async Task What_has_no_probabilities_is_refused()
    {
        string none =
            "SCORE and MIN_PROBABILITY are for learned models, which tell how probable a label is: "
            + "name one with MODEL_JOB_ID or MODEL_ID_LIST, or leave them out";
        (await Http.PostAnswerAsync("/tasks/", ModelCalls.TaskBody(("MODEL_JOB_ID", Rules), ("SCORE", true)))).ShouldBe(400, none);
        (
            await Http.PostAnswerAsync("/tasks/", ModelCalls.TaskBody(("PATTERN", new { a = new[] { "b" } }), ("MIN_PROBABILITY", 0.5)))
        ).ShouldBe(400, none);
        (await Http.PostAnswerAsync("/tasks/", ModelCalls.TaskBody(("MODEL_JOB_ID", Multi), ("MIN_PROBABILITY", 1.5)))).ShouldBe(
            400,
            "MIN_PROBABILITY is 1.5: a probability is from 0 to 1"
        );
        await Http.ImportAsync("label,term,weight\r\nother,銀行,1\r\n"u8.ToArray(), ("MODEL_JOB_ID", "304"), ("PREDICT_TYPE", "CONTENT"));
        var terms = await Http.PostAnswerAsync("/tasks/", ModelCalls.TaskBody(("MODEL_JOB_ID", new[] { Multi, 304 }), ("SCORE", true)));
        Assert.That(terms.Text, Does.Contain("tells no probabilities, which SCORE and MIN_PROBABILITY need"));
        var preview = await Http.PostAnswerAsync(
            "/tasks/preview/",
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2020-01-02",
                SCORE = true,
                MODEL_JOB_ID = Rules,
            }
        );
        preview.ShouldBe(400, none);
    }
}
