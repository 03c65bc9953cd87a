using System.Globalization;
using System.Text;
using Audience.Samples;
using Audience.Tests.Api;
using Audience.Tests.Api.Documents;

namespace Audience.Tests.ModelWorker;

/// <summary>
/// Models from data sets, as the newer frontend prepares them: without a MODEL_JOB_ID, under a TASK_ID that it uses again.
/// </summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed partial class DataSetModelTests(Backend backend)
{
    private TestSystem _system = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _system = await TestSystem.StartAsync(
            backend,
            new PostMaker(600, new DateTime(2020, 1, 1), 10).Make(),
            // Rows are deleted one by one, faster than callers may.
            new Dictionary<string, string?> { ["CHANGES_PER_SECOND"] = "0" }
        );

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    private static Dictionary<string, object?> Body(string set, string id, string path, string type = "TERM_WEIGHT_MODEL") =>
        new()
        {
            ["QUEUE"] = "queue2",
            ["DATASET_DB"] = "audience-toolkit-django",
            ["DATASET_NO"] = set,
            ["TASK_ID"] = id,
            ["PREDICT_TYPE"] = "CONTENT",
            ["MODEL_TYPE"] = type,
            ["MODEL_INFO"] = new { model_path = path, feature_model = "SGD" },
        };

    private async Task<string> SetAsync(bool multi = false, params string[] types)
    {
        string id = await Http.AddSetAsync(multi);
        var csv = new StringBuilder("content,label,document_type\n");
        foreach (var (type, seed) in (types.Length > 0 ? types : ["train", "dev", "test", "ext_test"]).Select((t, i) => (t, i)))
        foreach (var (text, labels) in multi ? MadeDocuments.Multi(80, seed) : MadeDocuments.Single(80, seed))
            csv.Append(CultureInfo.InvariantCulture, $"\"{text?.Replace("\"", "\"\"")} .\",\"{string.Join(',', labels)}\",{type}\n");
        (await Http.UploadAsync(id, csv.ToString())).ShouldBeTaken();
        return id;
    }

    private async Task<string> PrepareAsync(Dictionary<string, object?> body)
    {
        var answer = await Http.BareAsync(HttpMethod.Post, "/models/prepare/", body);
        answer.ShouldBeTaken();
        Assert.That(answer.Json.GetProperty("DATASET_NO").ToString(), Is.EqualTo(body["DATASET_NO"]));
        return answer.Json.Text("task_id")!;
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_model_is_prepared_tested_used_again_and_deleted(bool multi)
    {
        string set = await SetAsync(multi),
            id = Guid.NewGuid().ToString("N");
        string path = multi ? "6102_TERM_WEIGHT_MODEL" : "6101_TERM_WEIGHT_MODEL";
        Assert.That(await PrepareAsync(Body(set, id, path)), Is.EqualTo(id));
        var model = await Http.WaitForModelAsync(id);
        Assert.That(model.Text("training_status"), Is.EqualTo("finished"), model.ToString());
        Assert.That((await Http.ReportsAsync(id)).Keys, Is.EquivalentTo(["dev", "test"]));
        Assert.That((await Http.ModelAsync(path[..4])).Text("task_id"), Is.EqualTo(id), "model_path begins with the frontend's number");

        // As the frontend tests it: by the number, with its last Content-Type.
        var test = await Http.SendAsync(
            HttpMethod.Post,
            "/models/test/",
            Encoding.UTF8.GetBytes($"{{\"DATASET_NO\": \"{set}\", \"MODEL_JOB_ID\": {path[..4]}}}"),
            "multipart/form-data"
        );
        test.ShouldBeTaken();
        await Http.WaitForModelAsync(id, m => m.Text("ext_status") == "finished");

        // Used again, the id is the old model's until the new one is ready, and then the new one's.
        Assert.That(await PrepareAsync(Body(set, id, path, "SVM_MODEL")), Is.EqualTo(id));
        model = await Http.WaitForModelAsync(id, m => m.Text("model_name") == "SVM_MODEL" && m.Text("training_status") == "finished");
        Assert.That(model.Text("task_id"), Is.EqualTo(id));
        var listed = (await Http.ReadAsync("/models/?limit=200")).EnumerateArray().Where(m => m.Text("task_id") == id);
        Assert.That(listed.Select(m => m.Text("model_name")), Is.EqualTo(["SVM_MODEL"]), "it has taken the old one's place");

        (await Http.DeleteAnswerAsync("/models/delete/", new { MODEL_JOB_ID = id })).ShouldBeTaken();
        (await Http.GetAnswerAsync($"/models/{id}")).ShouldFail($"there is no model {id}");
    }

    [Test]
    public async Task Preparing_under_an_id_that_is_being_prepared_ends_the_earlier_one()
    {
        string set = await SetAsync(),
            id = Guid.NewGuid().ToString("N");
        for (int i = 0; i < 3; i++)
            await PrepareAsync(Body(set, id, "no number", i == 2 ? "SVM_MODEL" : "RANDOM_FOREST_MODEL"));
        var model = await Http.WaitForModelAsync(id);
        Assert.That((model.Text("model_name"), model.Text("training_status")), Is.EqualTo(("SVM_MODEL", "finished")));
        await Eventually.GetAsync(
            async () => (await Http.ReadAsync("/models/?limit=200")).EnumerateArray().Count(m => m.Text("task_id") == id),
            count => count == 1,
            TimeSpan.FromMinutes(1)
        );
    }

    [Test]
    public async Task What_does_not_fit_ends_as_failed()
    {
        string rules = await Http.AddSetAsync(type: "rule_task"),
            documents = await SetAsync(false, "dev", "test"),
            none = Guid.NewGuid().ToString("N");
        (await Http.UploadAsync(rules, "content,label,rule_type,match_type\n小姐,f,keyword,end\n")).ShouldBeTaken();
        foreach (
            var (set, type, words) in new[]
            {
                (rules, "SVM_MODEL", "no document of type train"),
                (rules, "REGEX_MODEL", "no rule of type regex"),
                (documents, "KEYWORD_MODEL", "no rule of type keyword"),
                (documents, "SVM_MODEL", "no document of type train"),
                (none, "SVM_MODEL", "there is no data set"),
            }
        )
        {
            var model = await Http.WaitForModelAsync(await PrepareAsync(Body(set, Guid.NewGuid().ToString("N"), "p", type)));
            Assert.That(model.Text("training_status"), Is.EqualTo("failed"), model.ToString());
            Assert.That(model.Text("error_message"), Does.Contain(words).And.Contain(set));
        }
    }

    [Test]
    public async Task A_keyword_model_labels_and_keeps_its_rules_when_the_set_is_deleted()
    {
        string set = await Http.AddSetAsync(type: "rule_task"),
            id = Guid.NewGuid().ToString("N");
        (await Http.UploadAsync(set, "content,label,rule_type,match_type\n小姐,female,keyword,partially\n")).ShouldBeTaken();
        var body = Body(set, id, "4243_KEYWORD_MODEL", "KEYWORD_MODEL");
        body.Remove("TASK_ID");
        body["MODEL_JOB_ID"] = id;
        body["PREDICT_TYPE"] = "AUTHOR";
        Assert.That(await PrepareAsync(body), Is.EqualTo(id), "a MODEL_JOB_ID in hexadecimal digits is the model's own id");
        (await Http.BareAsync(HttpMethod.Delete, $"/documents/{set}/delete")).ShouldBeTaken();
        var model = await Http.WaitForModelAsync(id);
        Assert.That(model.Text("training_status"), Is.AnyOf("untrainable", "failed"));
        if (model.Text("training_status") == "failed")
            Assert.That(model.Text("error_message"), Does.Contain("there is no data set"), "deleted before it was looked at");
    }

    [Test]
    public async Task The_shipped_example_makes_a_model_that_labels()
    {
        string set = await Http.AddSetAsync();
        (await Http.UploadAsync(set, Repository.Read("examples", "documents.csv"))).ShouldBeTaken();
        await Http.PrepareReadyAsync(
            new()
            {
                ["DATASET_NO"] = set,
                ["MODEL_JOB_ID"] = 24,
                ["PREDICT_TYPE"] = "CONTENT",
                ["MODEL_TYPE"] = "LOGISTIC_REGRESSION_MODEL",
                ["MODEL_INFO"] = new { model_path = "24_logistic_regression_model" },
            }
        );
        var reports = await Http.ReportsAsync(24);
        Assert.That(reports["test"].GetProperty("macro avg").GetProperty("f1-score").GetDouble(), Is.GreaterThan(0.9));
        string task = await Http.CreateTaskAsync(
            new Dictionary<string, object?>
            {
                ["START_TIME"] = "2020-01-01",
                ["END_TIME"] = "2021-01-01",
                ["MODEL_JOB_ID"] = 24,
                ["COUNTDOWN"] = 0,
            }
        );
        var state = await Http.WaitForAsync(task, s => s.Text("stat") != "PENDING");
        Assert.That(state.Text("stat"), Is.EqualTo("SUCCESS"), state.ToString());
        Assert.That(state.GetProperty("length_output_table").GetInt64(), Is.Positive);
    }

    [TestCase("train")]
    [TestCase("dev")]
    public async Task Two_labels_in_a_single_label_set_are_refused_in_every_type_of_document(string type)
    {
        // Single labels in a set that allows several, until it does not any more.
        string set = await Http.AddSetAsync(multi: true);
        var csv = new StringBuilder("content,label,document_type\n");
        for (int i = 0; i < 40; i++)
            csv.Append(
                CultureInfo.InvariantCulture,
                $"alpha text {i},x,{(i % 4 == 0 ? "dev" : "train")}\nbeta words {i},y,{(i % 4 == 0 ? "test" : "train")}\n"
            );
        (await Http.UploadAsync(set, csv.ToString())).ShouldBeTaken();
        var added = await Http.BareAsync(
            HttpMethod.Post,
            $"/documents/{set}/dataset/add",
            new
            {
                CONTENT = "both",
                DATASET_TYPE = type,
                LABEL = new[] { "x", "y" },
            }
        );
        added.ShouldBeTaken();
        object single = new
        {
            NAME = "n",
            TASK_TYPE = "machine_learning_task",
            IS_MULTI_LABEL = "false",
        };
        (await Http.BareAsync(HttpMethod.Patch, $"/documents/{set}/update", single)).ShouldBeTaken();
        var model = await Http.WaitForModelAsync(await PrepareAsync(Body(set, Guid.NewGuid().ToString("N"), "p")));
        Assert.That(model.Text("training_status"), Is.EqualTo("failed"));
        Assert.That(model.Text("error_message"), Does.Contain($"document {added.Json.Text("id")} ").And.Contain("2 labels"));
    }

    [Test]
    public async Task Errors_of_a_test_are_a_json_text()
    {
        string set = await SetAsync(false, "train");
        var answer = await Http.BareAsync(HttpMethod.Post, "/models/test/", new { DATASET_NO = set, MODEL_JOB_ID = 987654 });
        Assert.That((answer.Status, answer.Text), Is.EqualTo((400, "\"there is no model 987654\"")));
    }

    [Test]
    public async Task Labels_that_hold_the_separator_are_quoted_in_details()
    {
        string set = await Http.AddSetAsync(multi: true),
            id = Guid.NewGuid().ToString("N");
        var csv = new StringBuilder("content,label,document_type\n");
        for (int i = 0; i < 40; i++)
            csv.Append(
                CultureInfo.InvariantCulture,
                $"alpha text {i},a|b,{(i % 4 == 0 ? "dev" : "train")}\nbeta words {i},c,{(i % 4 == 0 ? "test" : "train")}\n"
            );
        (await Http.UploadAsync(set, csv.ToString())).ShouldBeTaken();
        await PrepareAsync(Body(set, id, "p"));
        Assert.That((await Http.WaitForModelAsync(id)).Text("training_status"), Is.EqualTo("finished"));
        string details = await Http.GetStringAsync(new Uri($"/models/download_details/{id}/dev", UriKind.Relative));
        // Quoted within the field, and the field in the CSV.
        Assert.That(details, Does.Contain("\"\"\"a|b\"\"\""));
    }
}
