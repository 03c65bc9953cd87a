using System.Text;
using System.Text.Json;
using Audience.Labeling.Prepared;
using Audience.Tests.ModelWorker;

namespace Audience.Tests.Api;

/// <summary>Terms are data that people edit; models come and go as files.</summary>
[Category("database"), NonParallelizable]
internal sealed partial class TermWeightTests
{
    private static readonly byte[] s_csv = Encoding.UTF8.GetBytes(
        "label,term,weight,threshold\r\n抽獎,留言,1.5,1\r\n抽獎,\"銀行, 利率\",-2,\r\nsports,match,0.75,\r\n"
    );
    private static int s_job = 300;

    private static HttpClient Http => SharedApi.Http;

    private static async Task<int> ImportAsync(byte[]? csv = null)
    {
        int job = Interlocked.Increment(ref s_job);
        var answer = await Http.ImportAsync(csv ?? s_csv, ("MODEL_JOB_ID", $"{job}"), ("PREDICT_TYPE", "content"));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return job;
    }

    private static async Task<IEnumerable<string>> TermsAsync(int job) =>
        (await Http.ReadAsync($"/models/{job}/term_weight"))
            .EnumerateArray()
            .Select(t => $"{t.Text("label")} {t.Text("term")} {t.Text("weight")} {t.Text("threshold")}");

    private static Task<Answer> PutAsync(int job, object body) =>
        Http.SendAsync(HttpMethod.Put, $"/models/{job}/term_weight/add", JsonSerializer.SerializeToUtf8Bytes(body), "application/json");

    private static async Task<PreparedModel> DownloadAsync(int job) =>
        PreparedModel.FromBytes(await Http.GetByteArrayAsync(new Uri($"/models/{job}/download", UriKind.Relative)));

    [Test]
    public async Task Terms_are_listed_added_updated_deleted_and_downloaded()
    {
        int job = await ImportAsync();
        Assert.That(await TermsAsync(job), Is.EqualTo(["抽獎 留言 1.5 1", "抽獎 銀行, 利率 -2 1", "sports match 0.75 0"]));

        var added = await PutAsync(
            job,
            new
            {
                TERMS = new object[]
                {
                    new
                    {
                        LABEL = "抽獎",
                        TERM = "分享",
                        WEIGHT = 0.5,
                    },
                    new
                    {
                        LABEL = "sports",
                        TERM = "ball",
                        WEIGHT = "2",
                    },
                },
            }
        );
        var updated = await Http.PostAnswerAsync(
            $"/models/{job}/term_weight/update",
            new
            {
                label = "抽獎",
                term = "留言",
                weight = 3,
            }
        );
        var deleted = await Http.DeleteAnswerAsync($"/models/{job}/term_weight/delete", new { LABEL = "sports", TERM = "match" });

        Assert.Multiple(() =>
        {
            Assert.That(added.Text, Is.EqualTo($"\"{job}: 2 terms are added\""));
            Assert.That(updated.Text, Is.EqualTo($"\"{job}: 1 term is updated\""));
            Assert.That(deleted.Text, Is.EqualTo($"\"{job}: 1 term is deleted\""));
        });
        Assert.That(await TermsAsync(job), Is.EqualTo(["抽獎 留言 3 1", "抽獎 分享 0.5 1", "抽獎 銀行, 利率 -2 1", "sports ball 2 0"]));
        Assert.That(
            (await Http.GetAnswerAsync($"/models/{job}/term_weight/download")).Text,
            Is.EqualTo("label,term,weight\r\n抽獎,留言,3\r\n抽獎,分享,0.5\r\n抽獎,\"銀行, 利率\",-2\r\nsports,ball,2\r\n")
        );
        var model = await DownloadAsync(job);
        Assert.That((model.Predict("Ball 分享"), model.Predict("留言")), Is.EqualTo((new[] { "sports" }, new[] { "抽獎" })));
    }

    [Test]
    public async Task A_downloaded_CSV_imported_again_is_the_same_model()
    {
        int job = await ImportAsync();
        byte[] before = (await DownloadAsync(job)).ToBytes();
        byte[] csv = await Http.GetByteArrayAsync(new Uri($"/models/{job}/term_weight/download", UriKind.Relative));
        await Http.ImportAsync(csv, ("MODEL_JOB_ID", $"{job}"), ("PREDICT_TYPE", "CONTENT"));
        Assert.That((await DownloadAsync(job)).ToBytes(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_downloaded_archive_imported_elsewhere_is_the_same_model()
    {
        int job = await ImportAsync();
        byte[] archive = await Http.GetByteArrayAsync(new Uri($"/models/{job}/download", UriKind.Relative));
        int other = await ImportAsync(archive);
        Assert.That(await Http.GetByteArrayAsync(new Uri($"/models/{other}/download", UriKind.Relative)), Is.EqualTo(archive));
        Assert.That((await Http.ModelAsync(other)).Text("model_path"), Is.EqualTo($"{other}_term_weight_model"));
    }

    [Test]
    public async Task Changes_at_the_same_time_are_all_kept()
    {
        int job = await ImportAsync();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(i =>
                    PutAsync(
                        job,
                        new
                        {
                            LABEL = "sports",
                            TERM = $"term{i}",
                            WEIGHT = i,
                        }
                    )
                )
        );
        Assert.That(answers.Select(a => a.Status), Is.All.EqualTo(200));
        Assert.That((await TermsAsync(job)).Count(), Is.EqualTo(15));
    }

    [Test]
    public async Task What_cannot_be_done_changes_nothing()
    {
        int job = await ImportAsync();
        var before = await TermsAsync(job);
        (
            await PutAsync(
                job,
                new
                {
                    TERMS = new[]
                    {
                        new
                        {
                            LABEL = "sports",
                            TERM = "new",
                            WEIGHT = 1,
                        },
                        new
                        {
                            LABEL = "sports",
                            TERM = "match",
                            WEIGHT = 1,
                        },
                    },
                }
            )
        ).ShouldFail("the term 'match' of label 'sports' is there already");
        (
            await PutAsync(
                job,
                new
                {
                    LABEL = "nobody",
                    TERM = "x",
                    WEIGHT = 1,
                }
            )
        ).ShouldFail("no label 'nobody': use one of 抽獎, sports");
        (await PutAsync(job, new { LABEL = "sports", TERM = "x" })).ShouldFail("WEIGHT: field required");
        (
            await PutAsync(
                job,
                new
                {
                    LABEL = "sports",
                    TERM = "",
                    WEIGHT = 1,
                }
            )
        ).ShouldFail("TERM");
        (
            await PutAsync(
                job,
                new
                {
                    LABEL = "sports",
                    TERM = new string('x', 101),
                    WEIGHT = 1,
                }
            )
        ).ShouldFail("1 to 100 characters");
        (
            await PutAsync(
                job,
                new
                {
                    LABEL = "sports",
                    TERM = "x",
                    WEIGHT = "NaN",
                }
            )
        ).ShouldFail("WEIGHT: value is not a valid float");
        (await PutAsync(job, new { TERMS = new[] { 1 } })).ShouldFail("TERMS: value is not a valid list of dicts");
        (
            await Http.PostAnswerAsync(
                $"/models/{job}/term_weight/update",
                new
                {
                    LABEL = "sports",
                    TERM = "none",
                    WEIGHT = 1,
                }
            )
        ).ShouldFail("is not there: use add");
        (await Http.DeleteAnswerAsync($"/models/{job}/term_weight/delete", new { LABEL = "sports", TERM = "none" })).ShouldFail(
            "is not there"
        );
        (await Http.GetAnswerAsync("/models/299999/term_weight")).ShouldFail("there is no model 299999");
        Assert.That(await TermsAsync(job), Is.EqualTo(before));
    }

    [TestCase("", "the first line of a CSV names its columns")]
    [TestCase("label,term\r\na,b\r\n", "must begin with a line of column names")]
    [TestCase("label,term,weight\r\n", "has no term")]
    [TestCase("label,term,weight\r\na,b,much\r\n", "line 2, column weight: 'much' is not a number")]
    [TestCase("label,term,weight\r\na,b,1\r\na,b,2\r\n", "line 3, column term: the term 'b' of label 'a' is there on line 2 already")]
    [TestCase("label,term,weight\r\na,b,1\r\n,c,2\r\n", "line 3, column label: the term 'c' has a label of 0 characters")]
    [TestCase("label,term,weight\r\na,,1\r\n", "1 to 100 characters")]
    [TestCase("label,term,weight\r\n,b,1\r\n", "a label of 0 characters")]
    [TestCase("AUDIENCE\u0001\u0009rest", "unknown kind")]
    [TestCase("AUDIENCE", "cut off")]
    public async Task A_file_that_is_no_model_is_refused(string file, string words)
    {
        int job = Interlocked.Increment(ref s_job);
        (await Http.ImportAsync(Encoding.UTF8.GetBytes(file), ("MODEL_JOB_ID", $"{job}"), ("PREDICT_TYPE", "CONTENT"))).ShouldFail(words);
        (await Http.GetAnswerAsync($"/models/{job}")).ShouldFail("there is no model");
    }

    [Test]
    public async Task Terms_have_ids_that_stay_and_are_changed_by_them()
    {
        int job = await ImportAsync();
        async Task<Dictionary<string, long>> IdsAsync() =>
            (await Http.ReadAsync($"/models/{job}/term_weight"))
                .EnumerateArray()
                .ToDictionary(t => t.Text("term")!, t => t.GetProperty("id").GetInt64());
        string id = (await Http.ModelAsync(job)).Text("task_id")!;
        var before = await IdsAsync();
        Assert.That((await Http.ReadAsync($"/models/{job}/term_weight?draw=1")).GetProperty("data").GetArrayLength(), Is.EqualTo(3));

        var added = await Http.SendAsync(
            HttpMethod.Put,
            "/models/term_weight/add",
            Encoding.UTF8.GetBytes($"{{\"TASK_ID\": \"{id}\", \"LABEL\": \"new\", \"TERM\": \"word\", \"WEIGHT\": \"2.5\"}}"),
            null
        );
        Assert.That(added.Status, Is.EqualTo(200), added.Text);
        object Change(long term, string text) =>
            new
            {
                TERM_WEIGHT_ID = term,
                LABEL = "sports",
                TERM = text,
                WEIGHT = -3,
            };
        var updated = await Http.PostAnswerAsync("/models/term_weight/update", Change(before["match"], "game"));
        Assert.That(updated.Status, Is.EqualTo(200), updated.Text);
        var after = await IdsAsync();
        Assert.That(after["game"], Is.EqualTo(before["match"]), "a term keeps its id when it is changed");
        Assert.That(after["留言"], Is.EqualTo(before["留言"]), "and when others are");
        Assert.That(await TermsAsync(job), Does.Contain("new word 2.5 0").And.Contain("sports game -3 0"));

        var deleted = await Http.DeleteAnswerAsync("/models/term_weight/delete", new { TERM_WEIGHT_ID = before["match"] });
        Assert.That(deleted.Status, Is.EqualTo(200), deleted.Text);
        Assert.That((await IdsAsync()).Keys, Does.Not.Contain("game"));
        (await Http.PostAnswerAsync("/models/term_weight/update", Change(before["match"], "x"))).ShouldFail(
            $"there is no term {before["match"]}"
        );
        (await Http.PostAnswerAsync("/models/term_weight/update", Change(after["留言"], ""))).ShouldFail("1 to 100 characters");
    }
}
