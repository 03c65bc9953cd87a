using Audience.Labeling.Prepared;
using Audience.Samples;
using Audience.Tests.Api;

namespace Audience.Tests.ModelWorker;

/// <summary>Tasks that label with prepared models keep the versions that they began with.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class LabelWithModelsTests(Backend backend)
{
    private static readonly MadePost[] s_posts =
    [
        .. MadeDocuments
            .Multi(3_000, 9)
            .Select((d, i) => new MadePost($"p{i}", "WH_F0045", "a", $"王{i % 400}", "t", d.Text, new DateTime(2020, 1, 1).AddSeconds(i))),
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
        foreach (var (type, seed) in new[] { ("train", 1), ("dev", 2), ("test", 3) })
            await _data.AddDocumentsAsync(1, type, MadeDocuments.Single(150, seed));
        await _data.AddJobAsync(2, true, "rule_base", "貸款", "sports");
        await _data.AddRuleAsync(2, "貸款", "銀行", "keyword", "partially");
        await _data.AddRuleAsync(2, "sports", "籃球", "keyword", "partially");
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await _data.DisposeAsync();
        await _system.DisposeAsync();
    }

    private async Task<PreparedModel> DownloadAsync(object id) =>
        PreparedModel.FromBytes(await Http.GetByteArrayAsync(new Uri($"/models/{id}/download", UriKind.Relative)));

    private async Task<IEnumerable<(string Id, string Panel)>> LabelledAsync(string taskId) =>
        (await _system.RowsAsync("fbfans", taskId)).Select(r => (r.Id, r.Panel)).Order();

    private static IEnumerable<(string Id, string Panel)> Expected(params PreparedModel[] models) =>
        s_posts.SelectMany(p => models.SelectMany(m => m.Predict(p.Content!)).Distinct().Select(label => (p.Id, "/" + label))).Order();

    [Test]
    public async Task Two_models_together_give_the_labels_of_both()
    {
        await Http.PrepareReadyAsync(_data.Body(201, 1, "LOGISTIC_REGRESSION_MODEL"));
        string keywords = await Http.PrepareReadyAsync(_data.Body(202, 2, "KEYWORD_MODEL"));
        var models = new[] { await DownloadAsync(201), await DownloadAsync(202) };

        string byJob = await Http.CreateTaskAsync(ModelCalls.TaskBody(("MODEL_JOB_ID", new[] { 201, 202 })));
        string byTask = await Http.CreateTaskAsync(ModelCalls.TaskBody(("MODEL_ID_LIST", new[] { keywords })));
        var task = await Http.WaitUntilDoneAsync(byJob);
        await Http.WaitUntilDoneAsync(byTask);

        Assert.Multiple(() =>
        {
            Assert.That(
                (task.Text("stat"), task.Text("model_type"), task.Text("predict_type")),
                Is.EqualTo(("SUCCESS", "logistic_regression_model", "content")),
                task.ToString()
            );
            Assert.That(Expected(models).Count(), Is.GreaterThan(3_000));
        });
        Assert.That(await LabelledAsync(byJob), Is.EqualTo(Expected(models)));
        Assert.That(await LabelledAsync(byTask), Is.EqualTo(Expected(models[1])));
    }

    [Test]
    public async Task A_pattern_and_a_model_together_give_the_labels_of_both()
    {
        await Http.PrepareReadyAsync(_data.Body(203, 2, "KEYWORD_MODEL"));
        string id = await Http.CreateTaskAsync(
            ModelCalls.TaskBody(("MODEL_JOB_ID", 203), ("PATTERN", new { lottery = new[] { "winner" } }))
        );
        await Http.WaitUntilDoneAsync(id);
        var expected = Expected(await DownloadAsync(203))
            .Concat(s_posts.Where(p => p.Content!.Contains("winner", StringComparison.Ordinal)).Select(p => (p.Id, "/lottery")))
            .Order();
        Assert.That(await LabelledAsync(id), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_task_keeps_its_model_when_that_is_replaced_or_deleted()
    {
        await Http.PrepareReadyAsync(_data.Body(204, 2, "KEYWORD_MODEL"));
        var model = await DownloadAsync(204);
        string before = await Http.CreateTaskAsync(ModelCalls.TaskBody(("MODEL_JOB_ID", 204)));
        var imported = await Http.ImportAsync(
            "label,term,weight\r\nother,銀行,1\r\n"u8.ToArray(),
            ("MODEL_JOB_ID", "204"),
            ("PREDICT_TYPE", "CONTENT")
        );
        string between = await Http.CreateTaskAsync(ModelCalls.TaskBody(("MODEL_JOB_ID", 204)));
        var deleted = await Http.DeleteAnswerAsync("/models/delete/", new { MODEL_JOB_ID = 204 });
        await Http.WaitUntilDoneAsync(before);
        await Http.WaitUntilDoneAsync(between);

        Assert.That(imported.Status, Is.EqualTo(200), imported.Text);
        Assert.That(deleted.Text, Is.EqualTo("\"204 is successfully deleted, additional message: 204 is deleted\""));
        Assert.That(await LabelledAsync(before), Is.EqualTo(Expected(model)));
        Assert.That((await LabelledAsync(between)).Select(r => r.Panel).Distinct(), Is.EqualTo(["/other"]));
        (await Http.GetAnswerAsync("/models/204")).ShouldFail("there is no model 204");
        (await Http.PostAnswerAsync("/tasks/", ModelCalls.TaskBody(("MODEL_JOB_ID", 204)))).ShouldBe(
            400,
            "there is no model 204: MODEL_JOB_ID and MODEL_ID_LIST name models that have been prepared"
        );

        // Nobody needs its bytes any more; they go with the next model that goes.
        await Http.PrepareReadyAsync(_data.Body(205, 2, "KEYWORD_MODEL"));
        await Http.DeleteAnswerAsync("/models/delete/", new { MODEL_JOB_ID = 205 });
        Assert.That(
            await _system.CountAsync(
                "SELECT COUNT(*) FROM model_artefact a WHERE NOT EXISTS (SELECT 1 FROM model_status m WHERE m.artefact = a.hash)"
            ),
            Is.Zero
        );
        Assert.That(
            await _system.CountAsync(
                "SELECT COUNT(*) FROM model_artefact_part p WHERE NOT EXISTS (SELECT 1 FROM model_artefact a WHERE p.hash = a.hash)"
            ),
            Is.Zero
        );
    }

    [Test]
    public async Task A_model_that_is_not_ready_is_refused()
    {
        string failed = await Http.PrepareAsync(_data.Body(206, 99, "SVM_MODEL"));
        await Http.WaitForModelAsync(failed);
        (await Http.PostAnswerAsync("/tasks/", ModelCalls.TaskBody(("MODEL_JOB_ID", 206)))).ShouldBe(
            400,
            "model 206 is failed: it can be used once its training_status is finished or untrainable"
        );
        (await Http.PostAnswerAsync("/tasks/", ModelCalls.TaskBody(("MODEL_ID_LIST", new[] { "x" })))).ShouldBegin(
            400,
            "'x' is neither a MODEL_JOB_ID"
        );
        (await Http.PostAnswerAsync("/tasks/", ModelCalls.TaskBody(("MODEL_TYPE", "SVM_MODEL")))).ShouldBegin(
            400,
            "unknown MODEL_TYPE 'SVM_MODEL'"
        );
    }
}
