using Audience.Labeling.Prepared;
using Audience.Samples;
using Audience.Tests.Api;

namespace Audience.Tests.ModelWorker;

/// <summary>Models from the frontend's tables to their reports, over REST.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class PrepareModelTests(Backend backend)
{
    private TestSystem _system = null!;
    private FrontendData _data = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _system = await TestSystem.StartAsync(backend, new PostMaker(3_000, new DateTime(2020, 1, 1), 10).Make());
        _data = await FrontendData.CreateAsync(_system, backend);
        await _data.AddJobAsync(1, false, "supervise_model", MadeDocuments.Labels);
        await _data.AddJobAsync(2, true, "supervise_model", MadeDocuments.Labels);
        foreach (var (type, count, seed) in new[] { ("train", 240, 1), ("dev", 60, 2), ("test", 60, 3), ("ext_test", 40, 4) })
        {
            await _data.AddDocumentsAsync(1, type, MadeDocuments.Single(count, seed));
            await _data.AddDocumentsAsync(2, type, MadeDocuments.Multi(count, seed));
        }
        await _data.AddJobAsync(3, true, "rule_base", "female", "male");
        await _data.AddRuleAsync(3, "female", "小姐", "keyword", "partially");
        await _data.AddRuleAsync(3, "male", "先生", "keyword", "end");
        await _data.AddRuleAsync(3, "male", "哥|弟", "regex");
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await _data.DisposeAsync();
        await _system.DisposeAsync();
    }

    [TestCase("TERM_WEIGHT_MODEL", 1, 101)]
    [TestCase("RANDOM_FOREST_MODEL", 1, 102)]
    [TestCase("svm_model", 1, 103)]
    [TestCase("LOGISTIC_REGRESSION_MODEL", 1, 104)]
    [TestCase("TERM_WEIGHT_MODEL", 2, 111)]
    [TestCase("RANDOM_FOREST_MODEL", 2, 112)]
    [TestCase("SVM_MODEL", 2, 113)]
    [TestCase("LOGISTIC_REGRESSION_MODEL", 2, 114)]
    public async Task A_model_is_fitted_evaluated_and_tested(string type, int dataset, int job)
    {
        string id = await Http.PrepareAsync(_data.Body(job, dataset, type));
        var model = await Http.WaitForModelAsync(job);
        Assert.That(model.Text("training_status"), Is.EqualTo("finished"), model.ToString());
        var reports = await Http.ReportsAsync(job);

        var test = await Http.PostAnswerAsync(
            "/models/test/",
            new
            {
                DATASET_DB = _data.Name,
                DATASET_NO = dataset,
                MODEL_JOB_ID = job,
            }
        );
        var tested = await Http.WaitForModelAsync(id, m => m.Text("ext_status") is not ("pending" or "started"));
        var all = await Http.ReportsAsync(id);
        string[] details = (await Http.GetAnswerAsync($"/models/download_details/{job}/ext_test")).Text.Split(
            "\r\n",
            StringSplitOptions.RemoveEmptyEntries
        );

        Assert.Multiple(() =>
        {
            Assert.That(
                Answer.Names(model),
                Is.EqualTo([
                    "task_id",
                    "model_name",
                    "training_status",
                    "ext_status",
                    "feature",
                    "model_path",
                    "error_message",
                    "create_time",
                    "job_id",
                    "progress",
                ])
            );
            Assert.That(
                (
                    model.Text("task_id"),
                    model.Text("model_name"),
                    model.Text("feature"),
                    model.Text("model_path"),
                    model.GetProperty("job_id").GetInt32()
                ),
                Is.EqualTo((id, type.ToUpperInvariant(), "CONTENT", $"{job}_{type.ToLowerInvariant()}", job))
            );
            Assert.That(model.Text("create_time"), Does.Match(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"));
            Assert.That(model.GetProperty("progress").GetDouble(), Is.EqualTo(1));
            Assert.That(reports.Keys, Is.EquivalentTo(["dev", "test"]));
            foreach (string set in new[] { "dev", "test" })
                Assert.That(reports[set].GetProperty("macro avg").GetProperty("f1-score").GetDouble(), Is.GreaterThan(0.9), set);
            Assert.That(reports["dev"].TryGetProperty("samples avg", out _), Is.EqualTo(dataset == 2));
            Assert.That(test.Status, Is.EqualTo(200), test.Text);
            Assert.That(test.Json.Text("task_id"), Is.EqualTo(id));
            Assert.That(tested.Text("ext_status"), Is.EqualTo("finished"), tested.ToString());
            Assert.That(all.Keys, Is.EquivalentTo(["dev", "test", "ext_test"]));
            Assert.That(details, Has.Length.EqualTo(41));
            Assert.That(details[0], Is.EqualTo("document_id,text,labels,predicted"));
        });
    }

    [TestCase("KEYWORD_MODEL", 121)]
    [TestCase("REGEX_MODEL", 122)]
    public async Task Rules_are_read_and_have_no_report_until_they_are_tested(string type, int job)
    {
        await Http.PrepareReadyAsync(_data.Body(job, 3, type));
        var model = await Http.ModelAsync(job);
        using var report = await Http.GetAsync(new Uri($"/models/{job}/report", UriKind.Relative));
        string text = await report.Content.ReadAsStringAsync();
        var prepared = PreparedModel.FromBytes(await Http.GetByteArrayAsync(new Uri($"/models/{job}/download", UriKind.Relative)));
        Assert.Multiple(() =>
        {
            Assert.That(model.Text("training_status"), Is.EqualTo("untrainable"));
            Assert.That(text, Is.EqualTo("[]"));
            Assert.That(report.Headers.GetValues("X-Message").Single(), Does.Contain("untrainable"));
            Assert.That(prepared.Predict("王哥 先生"), Is.EqualTo(["male"]));
            Assert.That(prepared.Predict("先生好"), Is.Empty);
        });
    }

    [Test]
    public async Task Terms_that_people_weighed_are_a_model_too()
    {
        await _data.AddJobAsync(4, true, "term_weight", "lottery");
        await _data.AddRuleAsync(4, "lottery", "獎品", "term_weight", score: 1.5);
        await _data.AddRuleAsync(4, "lottery", "利率", "term_weight", score: -2);
        await Http.PrepareReadyAsync(_data.Body(131, 4, "TERM_WEIGHT_MODEL"));
        var prepared = PreparedModel.FromBytes(await Http.GetByteArrayAsync(new Uri("/models/131/download", UriKind.Relative)));
        Assert.That(
            (prepared.Predict("獎品").Count, prepared.Predict("獎品利率").Count, prepared.Predict("獎品獎品利率").Count),
            Is.EqualTo((1, 0, 1))
        );
    }

    [TestCase("no_such_db", 1, "CONTENT", "SVM_MODEL", "DATASET_DB 'no_such_db' does not exist")]
    [TestCase(null, 99, "CONTENT", "SVM_MODEL", "has no labeling job 99")]
    [TestCase(null, 3, "CONTENT", "SVM_MODEL", "DATASET_NO 3 has no document of type train")]
    [TestCase(null, 1, "CONTENT", "KEYWORD_MODEL", "DATASET_NO 1 has no rule of type keyword")]
    public async Task What_is_missing_is_said(string? database, int dataset, string feature, string type, string message)
    {
        string id = await Http.PrepareAsync(
            _data.Body(140, dataset, type, ("DATASET_DB", database ?? _data.Name), ("PREDICT_TYPE", feature))
        );
        var model = await Http.WaitForModelAsync(id);
        Assert.Multiple(() =>
        {
            Assert.That(model.Text("training_status"), Is.EqualTo("failed"));
            Assert.That(model.Text("error_message"), Does.Contain(message).And.Not.Contain("model_work"));
        });
    }

    [Test]
    public async Task The_later_of_two_preparations_wins_and_the_earlier_one_breaks()
    {
        string[] ids =
        [
            .. await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Http.PrepareAsync(_data.Body(150, 1, "LOGISTIC_REGRESSION_MODEL")))),
        ];
        var latest = await Http.WaitForModelAsync(150);
        string earlier = ids.Single(id => id != latest.Text("task_id"));
        Assert.That(latest.Text("training_status"), Is.EqualTo("finished"), latest.ToString());
        // Once the later one is ready, the record of the earlier one is cleared away.
        var gone = await Eventually.GetAsync(
            () => Http.GetAnswerAsync($"/models/{earlier}"),
            a => a.Status == 400,
            TimeSpan.FromSeconds(30)
        );
        gone.ShouldFail($"there is no model {earlier}");
    }

    [Test]
    public async Task Of_many_preparations_at_once_only_the_latest_is_left()
    {
        // Those that are ended before they have failed break; none stays open beside the latest.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Http.PrepareAsync(_data.Body(155, 1, "LOGISTIC_REGRESSION_MODEL"))));
        await Http.WaitForModelAsync(155);
        Assert.That(
            await Eventually.GetAsync(
                () => _system.CountAsync("SELECT COUNT(*) FROM model_status WHERE job_id = 155"),
                count => count == 1,
                TimeSpan.FromSeconds(30)
            ),
            Is.EqualTo(1)
        );
        Assert.That((await Http.ModelAsync(155)).Text("training_status"), Is.EqualTo("finished"));
    }

    [Test]
    public async Task A_model_that_was_ready_stays_in_use_until_the_next_one_is()
    {
        string first = await Http.PrepareReadyAsync(_data.Body(160, 1, "SVM_MODEL"));
        byte[] before = await Http.GetByteArrayAsync(new Uri("/models/160/download", UriKind.Relative));
        string failing = await Http.PrepareAsync(_data.Body(160, 99, "SVM_MODEL"));
        var failed = await Http.WaitForModelAsync(failing);
        byte[] after = await Http.GetByteArrayAsync(new Uri("/models/160/download", UriKind.Relative));
        string second = await Http.PrepareReadyAsync(_data.Body(160, 2, "SVM_MODEL"));
        byte[] replaced = await Http.GetByteArrayAsync(new Uri("/models/160/download", UriKind.Relative));
        Assert.Multiple(() =>
        {
            Assert.That(failed.Text("training_status"), Is.EqualTo("failed"));
            Assert.That(after, Is.EqualTo(before));
            Assert.That(replaced, Is.Not.EqualTo(before));
        });
        (await Http.GetAnswerAsync($"/models/{first}")).ShouldFail("there is no model");
        Assert.That((await Http.ModelAsync(160)).Text("task_id"), Is.EqualTo(second));
        Assert.That(
            await _system.CountAsync("SELECT COUNT(*) FROM model_report WHERE task_id NOT IN (SELECT task_id FROM model_status)"),
            Is.Zero
        );
    }
}
