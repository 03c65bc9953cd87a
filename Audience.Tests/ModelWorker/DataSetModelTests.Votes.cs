using System.Text;
using Audience.Tests.Api;
using Audience.Tests.Api.Documents;

namespace Audience.Tests.ModelWorker;

/// <summary>LABEL_VOTE_MODEL: the votes of other models, weighed.</summary>
internal sealed partial class DataSetModelTests
{
    private async Task<string> FinishedAsync(Dictionary<string, object?> body, string status = "finished")
    {
        string id = await PrepareAsync(body);
        var model = await Http.WaitForModelAsync(id);
        Assert.That(model.Text("training_status"), Is.EqualTo(status), model.ToString());
        return id;
    }

    private async Task<string> RuleModelAsync(params string[] rules)
    {
        string set = await Http.AddSetAsync(type: "rule_task");
        (await Http.UploadAsync(set, $"content,label,rule_type,match_type\n{string.Join('\n', rules)}\n")).ShouldBeTaken();
        return await FinishedAsync(Body(set, Guid.NewGuid().ToString("N"), "k", "KEYWORD_MODEL"), "untrainable");
    }

    private Task<string> SubjectRulesAsync() => RuleModelAsync("銀行,貸款,keyword,partially", "獎品,抽獎,keyword,partially");

    private static Dictionary<string, object?> VoteBody(string set, params string[] voters)
    {
        var body = Body(set, Guid.NewGuid().ToString("N"), "vote", "LABEL_VOTE_MODEL");
        body["MODEL_ID_LIST"] = voters;
        return body;
    }

    [Test]
    public async Task A_vote_of_rules_and_a_learned_model_is_weighed_by_what_that_has_not_learned_from_and_labels()
    {
        string set = await SetAsync();
        string learned = await FinishedAsync(Body(set, Guid.NewGuid().ToString("N"), "t")),
            rules = await SubjectRulesAsync();
        string vote = await FinishedAsync(VoteBody(set, learned, rules));
        var reports = await Http.ReportsAsync(vote);
        Assert.That(reports.Keys, Is.EqualTo(["test"]), "votes are weighed by dev, as one of the models has learned from train");
        Assert.That(reports["test"].GetProperty("macro avg").GetProperty("f1-score").GetDouble(), Is.GreaterThan(0.9));

        var votes = await Http.ReadAsync($"/models/{vote}/votes/");
        string[] labels = [.. votes.GetProperty("labels").EnumerateArray().Select(label => label.GetString()!)];
        var voters = votes.GetProperty("voters").EnumerateArray().ToArray();
        Assert.That(voters.Select(voter => voter.Text("model")), Is.EqualTo([learned, rules]));
        foreach (var said in voters[0].GetProperty("votes").EnumerateArray().Where(vote => vote.Text("vote") is not null))
        {
            double[] weights = [.. said.GetProperty("weights").EnumerateArray().Select(weight => weight.GetDouble())];
            Assert.That(labels[Array.IndexOf(weights, weights.Max())], Is.EqualTo(said.Text("vote")), votes.ToString());
        }
        Assert.That(voters[1].GetProperty("votes").EnumerateArray().Last().Text("vote"), Is.Null, "rules may say nothing");
        (await Http.GetAnswerAsync($"/models/{learned}/votes/")).ShouldFail("only a LABEL_VOTE_MODEL weighs");

        // It is a model like any other, whatever becomes of those that it is made of.
        (await Http.DeleteAnswerAsync("/models/delete/", new { TASK_ID = learned })).ShouldBeTaken();
        var explained = await Http.PostAnswerAsync(
            "/tasks/explain/",
            new { MODEL_ID_LIST = new[] { vote }, TEXTS = new[] { "銀行的獎品" } }
        );
        Assert.That(explained.Status, Is.EqualTo(200), explained.Text);
        Assert.That(explained.Text, Does.Contain("貸款"));
        string task = await Http.CreateTaskAsync(
            new Dictionary<string, object?>
            {
                ["START_TIME"] = "2020-01-01",
                ["END_TIME"] = "2021-01-01",
                ["MODEL_ID_LIST"] = new[] { vote },
                ["COUNTDOWN"] = 0,
                ["SCORE"] = true,
            }
        );
        Assert.That((await Http.WaitForAsync(task, s => s.Text("stat") != "PENDING")).Text("stat"), Is.EqualTo("SUCCESS"));
    }

    [Test]
    public async Task Without_labels_votes_are_weighed_by_how_the_models_agree()
    {
        string set = await Http.AddSetAsync(multi: true);
        var csv = new StringBuilder("content,label,document_type\n");
        foreach (var (text, _) in MadeDocuments.Single(80, 1))
            csv.Append($"\"{text}\",,train\n");
        (await Http.UploadAsync(set, csv.ToString())).ShouldBeTaken();
        string vote = await FinishedAsync(VoteBody(set, await SubjectRulesAsync(), await RuleModelAsync("額度,貸款,keyword,partially")));
        Assert.That(await Http.ReportsAsync(vote), Is.Empty, "there is nothing to evaluate it on");
        var explained = await Http.PostAnswerAsync(
            "/tasks/explain/",
            new { MODEL_ID_LIST = new[] { vote }, TEXTS = new[] { "銀行額度", "字" } }
        );
        Assert.That(
            explained.Json.GetProperty("error_message").EnumerateArray().Select(text => text.GetProperty("labels").ToString()),
            Is.EqualTo(["[\"貸款\"]", "[]"])
        );
    }

    [Test]
    public async Task A_vote_without_documents_ends_as_failed()
    {
        string set = await SetAsync(false, "train");
        string learned = await FinishedAsync(Body(set, Guid.NewGuid().ToString("N"), "t"));
        string vote = await PrepareAsync(VoteBody(set, learned, await SubjectRulesAsync()));
        var model = await Http.WaitForModelAsync(vote);
        Assert.That(
            model.Text("error_message"),
            Does.Contain("no document of type dev").And.Contain("one of the models has learned from those of type train")
        );
    }

    [Test]
    public async Task What_cannot_vote_is_refused()
    {
        string set = await SetAsync(false, "train"),
            one = await SubjectRulesAsync(),
            two = await RuleModelAsync("額度,貸款,keyword,partially"),
            vote = await FinishedAsync(VoteBody(set, one, two)),
            unknown = new('e', 32);
        foreach (
            var (voters, words) in new[]
            {
                (new[] { one }, "MODEL_ID_LIST names 1 models: name 2 to 20"),
                ([one, one], $"MODEL_ID_LIST names model {one} twice"),
                ([one, unknown], $"there is no model {unknown}"),
                ([one, "x"], "'x' is neither a MODEL_JOB_ID"),
                ([one, vote], $"model {vote} is a LABEL_VOTE_MODEL itself"),
            }
        )
            (await Http.PostAnswerAsync("/models/prepare/", VoteBody(set, voters))).ShouldFail(words);
        var body = VoteBody(set, one, two);
        body["PREDICT_TYPE"] = "AUTHOR";
        (await Http.PostAnswerAsync("/models/prepare/", body)).ShouldFail($"model {one} looks at CONTENT, and PREDICT_TYPE is AUTHOR");
        body["MODEL_TYPE"] = "SVM_MODEL";
        (await Http.PostAnswerAsync("/models/prepare/", body)).ShouldFail("MODEL_ID_LIST is for a LABEL_VOTE_MODEL");
    }
}
