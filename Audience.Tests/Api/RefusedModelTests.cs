using System.Text.Json;
using Audience.Tests.ModelWorker;

namespace Audience.Tests.Api;

/// <summary>What the model endpoints refuse, and in which words.</summary>
[Category("database"), NonParallelizable]
internal sealed class RefusedModelTests
{
    private static HttpClient Http => SharedApi.Http;

    private static Dictionary<string, object?> Body(string field, object? value)
    {
        var body = new Dictionary<string, object?>
        {
            ["DATASET_DB"] = "frontend",
            ["DATASET_NO"] = 1,
            ["MODEL_JOB_ID"] = 7,
            ["PREDICT_TYPE"] = "AUTHOR",
            ["MODEL_TYPE"] = "RULE_MODEL",
            ["MODEL_INFO"] = new { model_path = "7_rule_model" },
            ["QUEUE"] = "queue2",
        };
        if (value is null)
            body.Remove(field);
        else
            body[field] = value;
        return body;
    }

    [TestCase(
        "MODEL_TYPE",
        "BERT",
        "unknown MODEL_TYPE 'BERT': use one of KEYWORD_MODEL, RULE_MODEL, "
            + "TERM_WEIGHT_MODEL, RANDOM_FOREST_MODEL, SVM_MODEL, LOGISTIC_REGRESSION_MODEL, LABEL_VOTE_MODEL"
    )]
    [TestCase("MODEL_TYPE", null, "MODEL_TYPE: field required")]
    [TestCase("MODEL_TYPE", 5, "MODEL_TYPE: str type expected")]
    [TestCase("PREDICT_TYPE", "MOOD", "unknown PREDICT_TYPE 'MOOD': use one of AUTHOR, CONTENT, TITLE")]
    [TestCase("QUEUE", "queue9", "unknown QUEUE 'queue9': no worker serves it; use queue1, queue2, model")]
    [TestCase("DATASET_NO", null, "DATASET_NO: field required")]
    [TestCase("DATASET_NO", "seven", "DATASET_NO: value is not a valid integer")]
    [TestCase("DATASET_DB", "a`;DROP TABLE state", "is not a valid name")]
    [TestCase("MODEL_JOB_ID", -1, "MODEL_JOB_ID: ensure this value is from 0")]
    [TestCase("MODEL_INFO", null, "MODEL_INFO: field required: {\"model_path\": \"7_term_weight_model\"}")]
    [TestCase("MODEL_INFO", "path", "MODEL_INFO: value is not a valid dict")]
    [TestCase("TASK_ID", "abc", "abc is not in proper format, expect 32 digits get 3 digits")]
    public async Task A_preparation_is_refused(string field, object? value, string message)
    {
        (await Http.PostAnswerAsync("/models/prepare/", Body(field, value))).ShouldFail(message);
        Assert.That(await SharedApi.System.CountAsync("SELECT COUNT(*) FROM model_status WHERE job_id = 7"), Is.Zero);
    }

    [Test]
    public async Task Unknown_models_are_named()
    {
        string id = new('a', 32);
        (await Http.GetAnswerAsync("/models/299998")).ShouldFail("there is no model 299998");
        (await Http.GetAnswerAsync($"/models/{id}")).ShouldFail($"there is no model {id}");
        (await Http.GetAnswerAsync("/models/abc")).ShouldFail(
            "'abc' is neither a MODEL_JOB_ID, a whole number, nor a task id of 32 hexadecimal digits"
        );
        (await Http.GetAnswerAsync("/models/299998/report/")).ShouldFail("there is no model");
        (await Http.GetAnswerAsync("/models/299998/download")).ShouldFail("there is no model");
        (await Http.GetAnswerAsync("/models/download_details/299998/dev")).ShouldFail("there is no model");
        (await Http.GetAnswerAsync("/models/download_details/299998/train")).ShouldFail(
            "dataset_type 'train' is not one of dev, test, ext_test"
        );
        (await Http.PostAnswerAsync("/models/abort/", new { MODEL_JOB_ID = 299998 })).ShouldFail("there is no model 299998");
        (await Http.PostAnswerAsync("/models/abort/", new { TASK_ID = id })).ShouldFail($"there is no model {id}");
        (await Http.DeleteAnswerAsync("/models/delete/", new { MODEL_JOB_ID = 299998 })).ShouldFail("there is no model 299998");
        (await Http.DeleteAnswerAsync("/models/delete/", new { })).ShouldFail("MODEL_JOB_ID: field required");
        (await Http.PostAnswerAsync("/models/test/", Body("MODEL_JOB_ID", 299998))).ShouldFail("there is no model 299998");
    }

    [TestCase("[]")]
    [TestCase("{\"MODEL_JOB_ID\": ")]
    [TestCase("")]
    public async Task A_body_that_is_no_object_is_refused(string body) =>
        (await Http.PostAnswerAsync("/models/prepare/", body)).ShouldFail("");

    [Test]
    public async Task The_list_has_the_latest_first_and_refuses_what_it_does_not_know()
    {
        for (int job = 400; job < 403; job++)
            await Http.ImportAsync("label,term,weight\na,b,1\n"u8.ToArray(), ("MODEL_JOB_ID", $"{job}"), ("PREDICT_TYPE", "TITLE"));
        var models = (await Http.ReadAsync("/models/?limit=2&training_status=finished")).EnumerateArray().ToList();
        Assert.That(models, Has.Count.EqualTo(2));
        Assert.That(models.Select(m => m.Text("training_status")), Is.All.EqualTo("finished"));
        (await Http.GetAnswerAsync("/models/?limit=0")).ShouldFail("limit '0' is not a whole number from 1 to 200");
        (await Http.GetAnswerAsync("/models?training_status=done")).ShouldFail(
            "training_status 'done' is not one of pending, started, finished, failed, break, untrainable"
        );
    }

    [Test]
    public async Task A_model_that_is_not_ready_is_not_tested()
    {
        string id = await Http.PrepareAsync(Body("MODEL_JOB_ID", 410));
        await Http.WaitForModelAsync(id);
        (await Http.PostAnswerAsync("/models/test/", Body("MODEL_JOB_ID", 410))).ShouldFail(
            "model 410 is failed: it can be used once its training_status is finished or untrainable"
        );
        (await Http.PostAnswerAsync("/models/abort/", new { MODEL_JOB_ID = 410 })).ShouldFail(
            "model 410 is neither being prepared nor tested: its training_status is failed"
        );
        using var report = await Http.GetAsync(new Uri("/models/410/report/", UriKind.Relative));
        Assert.That(JsonSerializer.Deserialize<JsonElement>(await report.Content.ReadAsStringAsync()).GetArrayLength(), Is.Zero);
        Assert.That(report.Headers.GetValues("X-Message").Single(), Does.Contain("its training_status is failed"));
    }
}
