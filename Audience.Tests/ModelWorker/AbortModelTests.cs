using Audience.Samples;
using Audience.Tests.Api;

namespace Audience.Tests.ModelWorker;

/// <summary>An abort ends a fit in progress, and the worker is free for the next model.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class AbortModelTests(Backend backend)
{
    [TestCase("RANDOM_FOREST_MODEL")]
    [TestCase("LOGISTIC_REGRESSION_MODEL")]
    public async Task A_fit_in_progress_ends_and_leaves_nothing(string type)
    {
        await using var system = await TestSystem.StartAsync(backend, new PostMaker(10, new DateTime(2020, 1, 1), 1).Make());
        await using var data = await FrontendData.CreateAsync(system, backend);
        await data.AddJobAsync(1, false, "supervise_model", MadeDocuments.Labels);
        // A fit of many seconds.
        await data.AddDocumentsAsync(1, "train", MadeDocuments.Noise(30_000));
        await data.AddDocumentsAsync(1, "dev", MadeDocuments.Single(10, 2));
        await data.AddDocumentsAsync(1, "test", MadeDocuments.Single(10, 3));
        await data.AddJobAsync(2, true, "rule_base", "a");
        await data.AddRuleAsync(2, "a", "b", "keyword");

        string id = await system.Http.PrepareAsync(data.Body(1, 1, type));
        await system.Http.WaitForModelAsync(id, m => m.GetProperty("progress").GetDouble() > 0);
        var answer = await system.Http.PostAnswerAsync("/models/abort/", new { MODEL_JOB_ID = 1 });
        // One model at a time: the next one is ready only when the fit has ended.
        await system.Http.PrepareReadyAsync(data.Body(2, 2, "KEYWORD_MODEL"));
        var model = await system.Http.ModelAsync(1);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Text, Is.EqualTo("\"1 is successfully aborted, additional message: 1 break by the external user\""));
            Assert.That(
                (model.Text("training_status"), model.Text("error_message")),
                Is.EqualTo(("break", "1 break by the external user"))
            );
        });
        Assert.That(await system.CountAsync("SELECT COUNT(*) FROM model_report"), Is.Zero);
        Assert.That(await system.CountAsync("SELECT COUNT(*) FROM model_artefact"), Is.EqualTo(1), "that of the second model");
        Assert.That(
            (await system.Http.PostAnswerAsync("/models/abort/", new { TASK_ID = id })).Status,
            Is.EqualTo(200),
            "aborting twice is no error"
        );
    }
}
