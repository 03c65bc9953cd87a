using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Data.Tasks;
using Audience.Tests.Api.Documents;

namespace Audience.Tests.Api;

/// <summary>Where a task's rules come from beside PATTERN, and what is folded before they are compared.</summary>
[Category("database"), NonParallelizable]
internal sealed class RuleSourceTests
{
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Test]
    public async Task What_is_folded_counts_as_one_spelling_and_is_told()
    {
        var body = SharedApi.Body(("PATTERN", new { female = new[] { "小\u200B姐" } }), ("FOLD", new[] { "Invisible", "chinese" }));
        var task = await SharedApi.Http.WaitUntilDoneAsync(await SharedApi.Http.CreateTaskAsync(body));
        Assert.That(task.GetProperty("length_output_table").GetInt32(), Is.EqualTo(SharedApi.Posts.Count), task.ToString());
        Assert.That(task.Text("fold"), Is.EqualTo("chinese,invisible"));
        body.Remove("FOLD");
        task = await SharedApi.Http.WaitUntilDoneAsync(await SharedApi.Http.CreateTaskAsync(body));
        Assert.That((task.GetProperty("length_output_table").GetInt32(), task.Text("fold")), Is.EqualTo((0, (string?)null)));
    }

    [TestCase("keyword_model", "FOLD: there is no 'widht' (known: width, chinese, invisible, confusables)", "widht")]
    [TestCase("rule_model", "FOLD is for keyword_model: an expression says itself which spellings it takes", "width")]
    public async Task What_cannot_be_folded_is_refused(string type, string message, string fold) =>
        (await SharedApi.Http.PostAnswerAsync("/tasks/", SharedApi.Body(("MODEL_TYPE", type), ("FOLD", new[] { fold })))).ShouldBe(
            400,
            message
        );

    [Test]
    public async Task A_rule_set_stands_for_a_pattern_as_it_is_at_that_moment()
    {
        string set = await SharedApi.Http.AddSetAsync(type: "rule_task");
        await SharedApi.Http.UploadAsync(
            set,
            "content,label,rule_type,match_type\n小姐,female,keyword,end\n先生,male,keyword,partially\n王\\d+,numbered,regex,\n"
        );
        string keywords = await CreateAsync(set, null);
        string rules = await CreateAsync(set.ToUpperInvariant(), "rule_model");
        await SharedApi.Http.UploadAsync(set, "content,label,rule_type,match_type\n新,new,keyword,end\n", overwrite: true);
        Assert.That(await PatternAsync(keywords), Is.EqualTo("""{"female":[["小姐","end"]],"male":[["先生","partially"]]}"""));
        Assert.That(await PatternAsync(rules), Is.EqualTo("""{"numbered":["王\\d+"]}"""));
        var task = await SharedApi.Http.WaitUntilDoneAsync(rules);
        Assert.That(task.GetProperty("length_output_table").GetInt32(), Is.EqualTo(SharedApi.Posts.Count), task.ToString());
    }

    [Test]
    public async Task A_rule_set_that_cannot_be_used_is_told()
    {
        string set = await SharedApi.Http.AddSetAsync(type: "rule_task"),
            unknown = new('e', 32);
        await SharedApi.Http.UploadAsync(set, "content,label,rule_type,match_type\n小姐,female,keyword,end\n");
        (await PostAsync(unknown)).ShouldBe(400, $"there is no data set {unknown} (DATASET_NO)");
        (await PostAsync("17")).ShouldBe(400, "DATASET_NO '17' is not a rule set of /documents/: expect 32 hexadecimal digits");
        (await PostAsync(set, "rule_model")).ShouldBe(400, $"DATASET_NO {set} has no rule of type regex");
        (await SharedApi.Http.PostAnswerAsync("/tasks/", SharedApi.Body(("DATASET_NO", set)))).ShouldBe(
            400,
            "DATASET_NO stands for a PATTERN: send it without PATTERN, MODEL_JOB_ID and MODEL_ID_LIST"
        );
    }

    private static Task<Answer> PostAsync(string set, string? type = null) =>
        SharedApi.Http.PostAnswerAsync("/tasks/", SharedApi.Body(("PATTERN", null), ("DATASET_NO", set), ("MODEL_TYPE", type)));

    private static async Task<string> CreateAsync(string set, string? type)
    {
        var answer = await PostAsync(set, type);
        Assert.That(answer.Code, Is.EqualTo(200), answer.Text);
        return answer.Json.GetProperty("error_message").Text("task_id")!;
    }

    private static async Task<string> PatternAsync(string task)
    {
        string pattern = (await SharedApi.System.Get<TaskDefinitions>().FindAsync(task, default))!.Pattern!;
        return JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(pattern), s_readable);
    }
}
