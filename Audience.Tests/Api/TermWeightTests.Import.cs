using System.Text;
using Audience.Tests.ModelWorker;

namespace Audience.Tests.Api;

internal sealed partial class TermWeightTests
{
    [TestCase("字詞,標籤,分數\n留言,抽獎,2\n", "big5")]
    [TestCase("term\tlabel\tweight\n留言\t抽獎\t2\n", "utf-16")]
    public async Task Terms_are_imported_under_the_id_of_a_model(string csv, string encoding)
    {
        int job = await ImportAsync();
        string id = Guid.NewGuid().ToString("N");
        byte[] file = (encoding == "big5" ? CodePagesEncodingProvider.Instance.GetEncoding(950)! : Encoding.Unicode).GetBytes(csv);
        foreach (object model in new object[] { job, id })
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "terms.csv" } };
            using var response = await Http.PostAsync(new Uri($"/models/{model}/import_model/", UriKind.Relative), form);
            Assert.That((int)response.StatusCode, Is.EqualTo(200), await response.Content.ReadAsStringAsync());
            var terms = (await Http.ReadAsync($"/models/{model}/term_weight")).EnumerateArray();
            // The label keeps the threshold that it had in the model.
            Assert.That(
                terms.Select(t => $"{t.Text("label")} {t.Text("term")} {t.Text("weight")} {t.Text("threshold")}"),
                Is.EqualTo([model is int ? "抽獎 留言 2 1" : "抽獎 留言 2 0"])
            );
        }
    }

    [Test]
    public async Task The_mark_that_Excel_puts_before_UTF8_does_no_harm()
    {
        int job = await ImportAsync([.. Encoding.UTF8.Preamble, .. s_csv]);
        Assert.That((await TermsAsync(job)).First(), Is.EqualTo("抽獎 留言 1.5 1"));
    }

    [Test]
    public async Task A_form_that_lacks_something_is_refused()
    {
        (await Http.ImportAsync(s_csv, ("PREDICT_TYPE", "CONTENT"))).ShouldFail("MODEL_JOB_ID: a whole number is required");
        (await Http.ImportAsync(s_csv, ("MODEL_JOB_ID", "1"))).ShouldFail("PREDICT_TYPE: field required");
        (await Http.ImportAsync(s_csv, ("MODEL_JOB_ID", "1"), ("PREDICT_TYPE", "MOOD"))).ShouldFail("unknown PREDICT_TYPE 'MOOD'");
        (await Http.ImportAsync([0xFF, 0xFE, 0xFF], ("MODEL_JOB_ID", "1"), ("PREDICT_TYPE", "CONTENT"))).ShouldFail("line 1: not UTF-16");
        (await Http.PostAnswerAsync("/models/import/", new { MODEL_JOB_ID = 1 })).ShouldFail("send multipart/form-data");
        (await Http.ImportAsync(new byte[2_000_000], ("MODEL_JOB_ID", "1"), ("PREDICT_TYPE", "CONTENT"))).ShouldFail("MAX_MODEL_BYTES");
    }
}
