using Audience.Samples;

namespace Audience.Tests.Api.Documents;

/// <summary>Data sets and their rows, over REST.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class DataSetTests(Backend backend)
{
    private TestSystem _system = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _system = await TestSystem.StartAsync(backend, new PostMaker(10, new DateTime(2020, 1, 1), 10).Make());

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    [Test]
    public async Task Labels_are_counted_by_split()
    {
        string id = await Http.AddSetAsync(multi: true);
        const string Documents = "content,label,document_type\na,\"x,y\",train\nb,y,train\nc,y,test\nd,,dev\n";
        (await Http.UploadAsync(id, Documents)).ShouldBeTaken();
        (await Http.UploadAsync(id, "content,label,rule_type,match_type\na,x,keyword,end\n")).ShouldBeTaken();
        var counts = (await Http.ReadAsync($"/documents/{id}/labels")).EnumerateArray();
        Assert.That(
            counts.Select(c => $"{c.Text("label")} {c.Text("dataset_type")} {c.Text("rows")}"),
            Is.EqualTo(["y train 2", "y test 1", "x rule 1", "x train 1"])
        );
        Assert.That((await Http.BareAsync(HttpMethod.Get, $"/documents/{new string('9', 32)}/labels")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task A_set_is_added_shown_changed_and_deleted()
    {
        string id = await Http.AddSetAsync();
        var set = await Http.ReadAsync($"/documents/{id}");
        Assert.That(
            Answer.Names(set),
            Is.EqualTo([
                "task_id",
                "name",
                "description",
                "task_type",
                "is_multi_label",
                "create_time",
                "update_time",
                "documents",
                "rules",
            ])
        );
        Assert.That(set.GetProperty("is_multi_label").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.False));
        var listed = (await Http.ReadAsync("/documents/")).EnumerateArray().Single(s => s.Text("task_id") == id);
        Assert.That(Answer.Names(listed), Is.EqualTo(["task_id", "name", "task_type", "create_time", "update_time"]));

        (await Http.UploadAsync(id, "content,label,document_type\na,x,train\n")).ShouldBeTaken();
        var change = await Http.BareAsync(
            HttpMethod.Patch,
            $"/documents/{id}/update",
            "{\"NAME\": \"n\", \"DESCRIPTION\": \"d\", \"TASK_TYPE\": \"rule_task\", \"IS_MULTI_LABEL\": \"true\"}"
        );
        change.ShouldBeTaken();
        Assert.That(change.Json.GetProperty("is_multi_label").GetBoolean(), Is.True);
        Assert.That(change.Json.GetProperty("documents").GetInt64(), Is.EqualTo(1), "rows stay whatever the set is called");

        (await Http.BareAsync(HttpMethod.Delete, $"/documents/{id}/delete")).ShouldBeTaken();
        (await Http.GetAnswerAsync($"/documents/{id}")).ShouldRefuse(404, id);
        (await Http.GetAnswerAsync($"/documents/{id}/dataset")).ShouldRefuse(404, id);
        (await Http.UploadAsync(id, "content,label,document_type\na,x,train\n")).ShouldRefuse(404, id);
        Assert.That(await RowsAsync(), Is.Zero, "no row is left of it");

        async Task<long> RowsAsync()
        {
            await using var connection = await _system.Output.OpenAsync(default);
            return await Dapper.SqlMapper.ExecuteScalarAsync<long>(
                connection,
                "SELECT (SELECT COUNT(*) FROM data_set_document WHERE task_id = "
                    + $"'{id}') + (SELECT COUNT(*) FROM data_set_label WHERE task_id = '{id}')"
            );
        }
    }

    [Test]
    public async Task What_cannot_be_a_set_is_refused()
    {
        string id = await Http.AddSetAsync();
        object body = new
        {
            NAME = "n",
            TASK_TYPE = "rule_task",
            IS_MULTI_LABEL = false,
        };
        (await Http.BareAsync(HttpMethod.Post, $"/documents/{id}/add", body)).ShouldRefuse(400, id, "already");
        (await Http.BareAsync(HttpMethod.Post, "/documents/dataset/add", body)).ShouldRefuse(400, "32 hexadecimal digits");
        string other = Guid.NewGuid().ToString("N");
        (await Http.BareAsync(HttpMethod.Post, $"/documents/{other}/add", "{\"TASK_TYPE\": \"x\", \"OTHER\": 1}")).ShouldRefuse(
            422,
            "NAME: field required",
            "'x' is not one of machine_learning_task, rule_task",
            "IS_MULTI_LABEL: field required",
            "OTHER: extra fields not permitted"
        );
        (await Http.BareAsync(HttpMethod.Patch, $"/documents/{other}/update", body)).ShouldRefuse(404, other);
        (await Http.BareAsync(HttpMethod.Delete, $"/documents/{other}/delete")).ShouldRefuse(404, other);
    }

    [TestCase(null)]
    [TestCase("multipart/form-data")]
    [TestCase("application/json")]
    public async Task Json_is_json_whatever_its_type_is_called(string? type)
    {
        string id = Guid.NewGuid().ToString("N");
        var answer = await Http.SendAsync(
            HttpMethod.Post,
            $"/documents/{id}/add",
            "{\"NAME\": \"n\", \"DESCRIPTION\": \"\", \"TASK_TYPE\": \"rule_task\", \"IS_MULTI_LABEL\": true}"u8.ToArray(),
            type
        );
        answer.ShouldBeTaken();
    }

    [Test]
    public async Task Documents_are_added_changed_filtered_and_deleted()
    {
        string id = await Http.AddSetAsync(multi: true);
        var added = await Http.BareAsync(
            HttpMethod.Post,
            $"/documents/{id}/dataset/add",
            "{\"TITLE\": null, \"AUTHOR\": \"Amy\", \"CONTENT\": \"免運 😀 \\n\", \"DATASET_TYPE\": \"train\", \"LABEL\": [\"b, c\", \"a\"]}"
        );
        added.ShouldBeTaken();
        long document = added.Json.GetProperty("id").GetInt64();
        await Http.UploadAsync(id, "content,label,document_type,title\n二,\"a,d\",dev,T\n三,,test,\n");
        Assert.That(await Http.DocumentsAsync(id), Is.EqualTo(["/Amy/免運 😀/train/\"b, c\",a", "T//二/dev/a,d", "//三/test/"]));
        Assert.That(await Http.DocumentsAsync(id, "?label=a&limit=1&offset=1"), Is.EqualTo(["T//二/dev/a,d"]));
        Assert.That(await Http.DocumentsAsync(id, "?search=aMY"), Has.Count.EqualTo(1));
        Assert.That(await Http.DocumentsAsync(id, "?dataset_type=test"), Is.EqualTo(["//三/test/"]));
        (await Http.GetAnswerAsync($"/documents/{id}/dataset?dataset_type=x")).ShouldRefuse(400, "train, dev, test, ext_test");

        (
            await Http.BareAsync(
                HttpMethod.Patch,
                $"/documents/dataset/{document}/update",
                "{\"TITLE\": \"t\", \"AUTHOR\": null, \"CONTENT\": \"新\", \"DATASET_TYPE\": \"dev\"}"
            )
        ).ShouldBeTaken();
        var changed = await Http.ReadAsync($"/documents/dataset/{document}");
        Assert.That(changed.ToString(), Does.Contain("\"新\"").And.Contain("b, c"), "labels stay");
        Assert.That(changed.Text("author"), Is.Empty);

        (await Http.BareAsync(HttpMethod.Delete, $"/documents/dataset/{document}/delete")).ShouldBeTaken();
        (await Http.BareAsync(HttpMethod.Delete, $"/documents/dataset/{document}/delete")).ShouldRefuse(404, $"{document}");
        (await Http.GetAnswerAsync("/documents/dataset/x")).ShouldRefuse(404, "no document x");
        Assert.That(await Http.DocumentsAsync(id), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Rules_are_added_changed_and_deleted()
    {
        string id = await Http.AddSetAsync(type: "rule_task");
        object Rule(string content, string type, string match = "end") =>
            new
            {
                CONTENT = content,
                LABEL = "female",
                RULE_TYPE = type,
                MATCH_TYPE = match,
            };
        var added = await Http.BareAsync(HttpMethod.Post, $"/documents/{id}/rules/add", Rule("小姐 ", "keyword"));
        added.ShouldBeTaken();
        long rule = added.Json.GetProperty("id").GetInt64();
        (await Http.BareAsync(HttpMethod.Post, $"/documents/{id}/rules/add", Rule("(", "regex"))).ShouldRefuse(422, "CONTENT");
        (await Http.BareAsync(HttpMethod.Post, $"/documents/{id}/rules/add", Rule(new string('x', 201), "keyword"))).ShouldRefuse(
            422,
            "201 characters"
        );
        (await Http.BareAsync(HttpMethod.Patch, $"/documents/rules/{rule}/update", Rule("^妹.*", "regex", "start"))).ShouldBeTaken();
        Assert.That(await Http.RulesAsync(id), Is.EqualTo(["^妹.*/female/regex/start"]));
        (await Http.BareAsync(HttpMethod.Delete, $"/documents/rules/{rule}/delete")).ShouldBeTaken();
        (await Http.GetAnswerAsync($"/documents/rules/{rule}")).ShouldRefuse(404, $"no rule {rule}");
    }

    [TestCase("micro avg")]
    [TestCase("accuracy")]
    public async Task A_label_may_not_be_called_as_a_row_of_reports_is(string label)
    {
        string id = await Http.AddSetAsync();
        var one = new
        {
            CONTENT = "c",
            DATASET_TYPE = "train",
            LABEL = label,
        };
        (await Http.BareAsync(HttpMethod.Post, $"/documents/{id}/dataset/add", one)).ShouldRefuse(422, $"'{label}'");
        (await Http.UploadAsync(id, $"content,label,document_type\na,{label},train\n")).ShouldRefuse(400, "line 2, column label", label);
    }
}
