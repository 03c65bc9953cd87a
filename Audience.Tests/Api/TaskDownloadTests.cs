using System.Net;
using System.Text;
using Audience.Data.Files;
using Audience.Samples;

namespace Audience.Tests.Api;

/// <summary>All rows of a task as a file.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class TaskDownloadTests(Backend backend)
{
    private readonly string _directory = Directory.CreateTempSubdirectory("audience-download-").FullName;
    private TestSystem _system = null!;
    private string _task = "";
    private string[] _groups = [];

    [OneTimeSetUp]
    public async Task LabelAsync()
    {
        MadePost[] posts =
        [
            .. new PostMaker(8_000, new DateTime(2020, 1, 1), 60).Make(),
            new("x1", "WH_F0045", "a", "=小姐\"\n,", "t", "小姐", new DateTime(2020, 1, 3, 1, 2, 3)),
            new("x2", "WH_F0045", "a", new string('長', 240) + "小姐", "t", "小姐", new DateTime(2020, 1, 4)),
        ];
        _system = await TestSystem.StartAsync(backend, posts);
        _task = await _system.Http.CreateTaskAsync(
            new
            {
                PREDICT_TYPE = "author_name",
                START_TIME = "2020-01-01",
                END_TIME = "2021-01-01",
                COUNTDOWN = 0,
                PATTERN = new { 女性 = new[] { "小姐", "姐", "娘" }, 男性 = new[] { "哥", "先生" } },
            }
        );
        var done = await _system.Http.WaitUntilDoneAsync(_task);
        _groups = done.Text("result")!.Split(',');
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _system.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [TestCase("csv", false, "labels")]
    [TestCase("csv", true, "panels")]
    [TestCase("jsonl", false, "panels")]
    [TestCase("jsonl", true, "labels")]
    [TestCase("parquet", false, "labels")]
    [TestCase("parquet", false, "panels")]
    public async Task Every_row_comes_in_every_format(string format, bool gzip, string rows)
    {
        var got = await DownloadAsync($"rows={rows}&format={format}&gzip={gzip}&raw=true");
        List<string> expected = [];
        foreach (string group in _groups)
            expected.AddRange(
                (await _system.RowsAsync((rows == "panels" ? "wh_panel_mapping_" : "") + group, _task)).Select(row =>
                    Text([group, row.Id, row.SourceAuthor, row.Panel, $"{row.Time:yyyy-MM-dd HH:mm:ss}", row.Source, row.Match])
                )
            );
        Assert.That(expected, Is.Not.Empty);
        Assert.That(got.Select(Text).Order(StringComparer.Ordinal), Is.EqualTo(expected.Order(StringComparer.Ordinal)));
    }

    [Test]
    public async Task Only_a_group_and_a_label_where_asked()
    {
        var all = await DownloadAsync("format=jsonl");
        var some = await DownloadAsync("format=jsonl&group=fbfans&label=%E5%A5%B3%E6%80%A7");
        Assert.Multiple(() =>
        {
            Assert.That(some.Select(row => row[0]).Distinct(), Is.EqualTo(["fbfans"]));
            Assert.That(some.Select(Text), Is.EqualTo(all.Where(row => row[0] == "fbfans" && row[3] == "/female").Select(Text)));
        });
    }

    [Test]
    public async Task A_spreadsheet_takes_no_cell_for_a_formula()
    {
        byte[] csv = await _system.Http.GetByteArrayAsync(new Uri($"/tasks/{_task}/download/?group=fbfans", UriKind.Relative));
        Assert.Multiple(() =>
        {
            Assert.That(csv[..3], Is.EqualTo(Encoding.UTF8.GetPreamble()));
            Assert.That(Encoding.UTF8.GetString(csv), Does.Contain(",\"'=小姐\"\"\n,\"\n"));
        });
    }

    [TestCase("rows=posts", 400, "rows 'posts' is not one of labels, panels")]
    [TestCase("format=xls", 400, "format 'xls' is not one of csv, jsonl, parquet")]
    [TestCase("gzip=yes", 400, "gzip 'yes' is not one of true, false")]
    [TestCase("group=nowhere", 400, "has no rows in group 'nowhere', only in")]
    public async Task What_cannot_be_is_refused(string query, int code, string message)
    {
        var answer = await _system.Http.GetAsync(new Uri($"/tasks/{_task}/download/?{query}", UriKind.Relative));
        var unknown = await _system.Http.GetAsync(new Uri($"/tasks/{new string('0', 32)}/download/", UriKind.Relative));
        Assert.Multiple(async () =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain($"\"error_code\":{code}").And.Contain(message));
            Assert.That(await unknown.Content.ReadAsStringAsync(), Does.Contain("\"error_code\":404"));
        });
    }

    private async Task<List<string?[]>> DownloadAsync(string query)
    {
        using var answer = await _system.Http.GetAsync(new Uri($"/tasks/{_task}/download/?{query}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        string name = answer.Content.Headers.ContentDisposition!.FileName!.Trim('"');
        string path = Path.Combine(_directory, name);
        await File.WriteAllBytesAsync(path, await answer.Content.ReadAsByteArrayAsync());
        await using var file = await TableFile.OpenAsync(path, new(), default);
        var (parser, block) = (file.CreateParser(), new Block());
        List<string?[]> rows = [];
        while (await file.ReadAsync(block, default))
        {
            parser.Start(block);
            while (parser.Next())
                rows.Add([
                    .. Enumerable.Range(0, file.Columns.Count).Select(i => parser.IsNull(i) ? null : Encoding.UTF8.GetString(parser[i])),
                ]);
        }
        return rows;
    }

    private static string Text(string?[] row) => string.Join('|', row);
}
