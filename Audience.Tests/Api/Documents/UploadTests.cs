using System.Text;
using Audience.Samples;

namespace Audience.Tests.Api.Documents;

/// <summary>CSV files into data sets and out of them.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class UploadTests(Backend backend)
{
    private const string Header = "content,label,document_type\n";
    private TestSystem _system = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _system = await TestSystem.StartAsync(
            backend,
            new PostMaker(10, new DateTime(2020, 1, 1), 10).Make(),
            new Dictionary<string, string?> { ["MAX_DATASET_BYTES"] = "40000000" }
        );

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    [TestCase("utf-8", false, ',', "\n")]
    [TestCase("utf-8", true, '\t', "\r\n")]
    [TestCase("utf-16", true, ',', "\r\n")]
    [TestCase("utf-16", false, '\t', "\n")]
    [TestCase("utf-16BE", true, '\t', "\n")]
    [TestCase("big5", false, ',', "\r\n")]
    public async Task Files_come_in_many_encodings(string name, bool mark, char delimiter, string newLine)
    {
        var encoding = name == "big5" ? CodePagesEncodingProvider.Instance.GetEncoding(950)! : Encoding.GetEncoding(name);
        // A file in UTF-16 without a mark is known by its ASCII.
        string header =
            name == "utf-16" && !mark
                ? "title\t作者\t內容\t標籤\t發佈時間\tdataset_type"
                : "標題\t作者\t內容\t標籤\t發佈時間\tdataset_type";
        string[] lines =
        [
            header,
            "題\t王小姐\t\"今天, 很好\"\"!\"\"\n第二行\"\t女\t2020/1/1 09:05\ttrain",
            "\t\t晴\t男\t2020-01-02 9:05:07\tdev",
            "\t\t雨\t男\t\ttest",
        ];
        string text = string.Join(newLine, lines.Select(l => l.Replace('\t', delimiter))) + newLine;
        string id = await Http.AddSetAsync();
        var answer = await Http.UploadAsync(id, [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)], named: mark);
        answer.ShouldBeTaken();
        Assert.That(
            await Http.DocumentsAsync(id),
            Is.EqualTo(["題/王小姐/今天, 很好\"!\"\n第二行/train/女", "//晴/dev/男", "//雨/test/男"])
        );
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_download_uploads_to_the_same_set(bool multi)
    {
        string id = await Http.AddSetAsync(multi),
            other = await Http.AddSetAsync(multi);
        string csv =
            "title,author,s_id,s_area_id,content,post_time,label,document_type\n"
            + "\" t, \"\"x\"\"\",a,s,ar,\"line\r\nnext\",2020-01-01 09:05:00,\"a,b\",train\n😀,,,,c,,c|d,ext_test\n";
        (await Http.UploadAsync(id, csv)).ShouldBeTaken();
        Assert.That((await Http.BareAsync(HttpMethod.Post, $"/documents/{id}/download")).Status, Is.EqualTo(200));
        byte[] first = await Http.DownloadAsync(id);
        Assert.That(first.AsSpan(0, 3).SequenceEqual(Encoding.UTF8.GetPreamble()), Is.True);
        (await Http.UploadAsync(other, first, name: "filename*=UTF-8''%E8%B3%87.csv")).ShouldBeTaken();
        Assert.That(await Http.DownloadAsync(other), Is.EqualTo(first));
        Assert.That(await Http.DocumentsAsync(other), Is.EqualTo(await Http.DocumentsAsync(id)));
        Assert.That(await Http.DocumentsAsync(id, "?label=b"), Has.Count.EqualTo(multi ? 1 : 0), "split only where several are allowed");
    }

    [Test]
    public async Task Overwriting_replaces_the_rows_and_adding_keeps_them()
    {
        string id = await Http.AddSetAsync();
        (await Http.UploadAsync(id, Header + "a,x,train\n")).ShouldBeTaken();
        (await Http.UploadAsync(id, Header + "b,x,train\n")).ShouldBeTaken();
        Assert.That(await Http.DocumentsAsync(id), Has.Count.EqualTo(2));
        (await Http.UploadAsync(id, Header + "c,x,\n", overwrite: true)).ShouldRefuse(400, "line 2, column document_type");
        Assert.That(await Http.DocumentsAsync(id), Has.Count.EqualTo(2), "nothing is written, and nothing deleted");
        (await Http.UploadAsync(id, Header + "c,x,dev\n", overwrite: true)).ShouldBeTaken();
        Assert.That(await Http.DocumentsAsync(id), Is.EqualTo(["//c/dev/x"]));
    }

    [Test]
    public async Task Rules_that_are_there_are_skipped_and_counted()
    {
        string id = await Http.AddSetAsync(type: "rule_task");
        const string csv =
            "content,label,rule_type,match_type\n小姐,f,keyword,end\n小姐 ,f,keyword,end\n^妹,f,regex,\n折扣,s,term_weight,partially\n";
        var first = await Http.UploadAsync(id, csv);
        Assert.That(first.Text, Is.EqualTo("{\"documents\":0,\"rules\":3,\"skipped\":1,\"ignored_columns\":[]}"));
        var second = await Http.UploadAsync(id, csv.Replace("小姐,", "大姐,", StringComparison.Ordinal));
        Assert.That(second.Text, Is.EqualTo("{\"documents\":0,\"rules\":1,\"skipped\":3,\"ignored_columns\":[]}"));
        string other = await Http.AddSetAsync(type: "rule_task");
        (await Http.UploadAsync(other, await Http.DownloadAsync(id))).ShouldBeTaken();
        Assert.That(await Http.RulesAsync(other), Is.EqualTo(await Http.RulesAsync(id)));
    }

    [Test]
    public async Task Up_to_twenty_mistakes_are_told_with_line_and_column()
    {
        string id = await Http.AddSetAsync();
        var csv = new StringBuilder(Header).Append("\"one\ntwo\",x,train\n\n,x,train\na,,train\na,x,later\na,x\n");
        for (int i = 0; i < 30; i++)
            csv.Append("a,x,nothing\n");
        var answer = await Http.UploadAsync(id, csv.ToString());
        answer.ShouldRefuse(
            400,
            "line 5, column content: content is empty",
            "line 6, column label: label is empty",
            "line 7, column document_type: 'later' is not one of train, dev, test, ext_test",
            "line 8: 2 cells, and the first line has 3"
        );
        Assert.That(answer.Message.Split("line ").Length - 1, Is.EqualTo(20 + 1), "and the one that has 'first line' in it");
        Assert.That(await Http.DocumentsAsync(id), Is.Empty);
    }

    [TestCase("content\na\n", "label, document_type is missing")]
    [TestCase("content,label,label,document_type\na,b,c,train\n", "label is there twice")]
    [TestCase("content,內容,label,document_type\na,b,c,train\n", "content is there twice")]
    [TestCase("content,label,document_type\n\"a,b,train\n", "line 2")]
    [TestCase("content,label,document_type\na\"b\",b,train\n", "line 2")]
    [TestCase("content,label,document_type\na,b,train\nx\0y,b,train\n", "line 3: a NUL character")]
    [TestCase("PK\u0003\u0004\u0014\0\0\0", "ZIP archive")]
    [TestCase("", "empty")]
    [TestCase("content,label,document_type,post_time\na,b,train,yesterday\n", "line 2, column post_time")]
    public async Task A_file_that_cannot_be_used_says_why(string csv, string words)
    {
        string id = await Http.AddSetAsync();
        (await Http.UploadAsync(id, csv)).ShouldRefuse(400, words);
        Assert.That(await Http.DocumentsAsync(id), Is.Empty);
    }

    [Test]
    public async Task A_file_in_no_encoding_names_its_line()
    {
        string id = await Http.AddSetAsync();
        (await Http.UploadAsync(id, [.. "content,label,document_type\na,b,train\n"u8, 0xFF, 0xFF, .. ",b,train\n"u8])).ShouldRefuse(
            400,
            "line 3"
        );
        (await Http.UploadAsync(id, new byte[41_000_000])).ShouldRefuse(413, "MAX_DATASET_BYTES");
        (await Http.SendAsync(HttpMethod.Post, $"/documents/{id}/upload", "a,b"u8.ToArray(), "text/csv")).ShouldRefuse(400, "boundary");
    }

    [Test]
    public async Task Two_uploads_at_once_come_one_after_the_other()
    {
        string id = await Http.AddSetAsync();
        string File(string label) => Header + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"text {i},{label},train\n"));
        var answers = await Task.WhenAll(
            Http.UploadAsync(id, File("x"), overwrite: true),
            Http.UploadAsync(id, File("y"), overwrite: true)
        );
        foreach (var answer in answers)
            answer.ShouldBeTaken();
        var rows = await Http.DocumentsAsync(id);
        Assert.That(rows, Has.Count.EqualTo(3_000));
        Assert.That(rows.Select(r => r[^1]).Distinct().Count(), Is.EqualTo(1), "all rows are of one upload");
        var ids = (await Http.ReadAsync($"/documents/{id}/dataset")).EnumerateArray().Select(d => d.GetProperty("id").GetInt64());
        Assert.That(ids, Is.Unique.And.Ordered);
    }
}
