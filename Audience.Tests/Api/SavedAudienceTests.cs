using System.Text;
using System.Text.Json;
using Audience.Data.Files;
using Audience.Samples;
using Dapper;

namespace Audience.Tests.Api;

/// <summary>Audiences are saved, counted again, told of and taken away.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class SavedAudienceTests(Backend backend)
{
    private TestSystem _system = null!;
    private string _task = "";

    [SetUp]
    public async Task LabelAsync()
    {
        MadePost[] posts =
        [
            .. new PostMaker(4_000, new DateTime(2020, 1, 1), 30).Make(),
            new("x1", "WH_F0045", "a", "=小姐太太_b", "t", "c", new DateTime(2020, 1, 3, 1, 2, 3)),
            new("x2", "WH_F0045", "a", "=小姐太太_b", "t", "c", new DateTime(2020, 1, 4)),
        ];
        _system = await TestSystem.StartAsync(backend, posts);
        _task = await _system.Http.CreateTaskAsync(
            new
            {
                PREDICT_TYPE = "author_name",
                START_TIME = "2020-01-01",
                END_TIME = "2020-02-01",
                COUNTDOWN = 0,
                PATTERN = new { female = new[] { "小姐", "娘", "a" }, married = new[] { "太太", "i" } },
            }
        );
        await _system.Http.WaitUntilDoneAsync(_task);
    }

    [TearDown]
    public async Task StopAsync() => await _system.DisposeAsync();

    [Test]
    public async Task An_audience_keeps_its_history_and_outlives_its_task()
    {
        var saved = Value(await SaveAsync("women"));
        string id = saved.GetProperty("audience").Text("audience_id")!;
        long size = saved.GetProperty("size").GetProperty("authors").GetInt64();
        var again = Value(await _system.Http.ReadAsync($"/audiences/{id}"));
        await ExecuteAsync(
            "UPDATE task_group SET member_parts = 0 WHERE task_id = @_task",
            "an audience that has changed: as if production had found nobody"
        );
        var changed = Value(await _system.Http.ReadAsync($"/audiences/{id}"));
        await ExecuteAsync("DELETE FROM state WHERE task_id = @_task", "the task is gone");
        var gone = Value(await _system.Http.ReadAsync($"/audiences/{id}"));
        var listed = Value(await _system.Http.ReadAsync("/audiences/"));
        Assert.Multiple(() =>
        {
            Assert.That(size, Is.GreaterThan(10));
            Assert.That(Sizes(again), Is.EqualTo([size]), "the same size is not noted twice");
            Assert.That(Sizes(changed), Is.EqualTo([size, 0]));
            Assert.That(gone.Text("size"), Is.Null);
            Assert.That(gone.Text("error_message"), Does.Contain($"there is no task {_task}"));
            Assert.That(Sizes(gone), Is.EqualTo([size, 0]));
            Assert.That(
                listed.EnumerateArray().Select(a => (a.Text("name"), a.Text("authors"), a.Text("where"))),
                Is.EqualTo([("women", "0", "/female")])
            );
        });
    }

    [Test]
    public async Task A_name_is_given_once_and_is_free_after_deletion()
    {
        string id = Value(await SaveAsync("women")).GetProperty("audience").Text("audience_id")!;
        var second = await SaveAsync(" women ");
        using var deleted = await _system.Http.DeleteAsync(new Uri($"/audiences/{id}", UriKind.Relative));
        var unknown = await _system.Http.ReadAsync($"/audiences/{id}");
        Assert.Multiple(async () =>
        {
            Assert.That(second.Text("error_message"), Does.Contain("NAME 'women' is in use"));
            Assert.That(await deleted.Content.ReadAsStringAsync(), Does.Contain("successfully deleted"));
            Assert.That(unknown.GetProperty("error_code").GetInt32(), Is.EqualTo(404));
            Assert.That(await _system.CountAsync("SELECT COUNT(*) FROM audience_size"), Is.Zero);
            Value(await SaveAsync("women"));
        });
    }

    [TestCase("", "NAME '' must have 1 to 180")]
    [TestCase("a\nb", "must have 1 to 180 characters on one line")]
    public async Task A_name_must_be_one(string name, string message) =>
        Assert.That((await SaveAsync(name)).Text("error_message"), Does.Contain(message));

    [TestCase("csv", "false")]
    [TestCase("jsonl", "true")]
    [TestCase("parquet", "false")]
    public async Task Its_authors_are_downloaded(string format, string gzip)
    {
        string id = Value(await SaveAsync("women", new { or = new[] { "/female", "/married" } }))
            .GetProperty("audience")
            .Text("audience_id")!;
        var rows = await DownloadAsync($"/audiences/{id}/download/?format={format}&gzip={gzip}&raw=true");
        List<string> expected = [];
        string[] groups = (await _system.Http.StatusAsync(_task)).Text("result")!.Split(',');
        foreach (string group in groups)
            expected.AddRange(
                (await _system.RowsAsync("wh_panel_mapping_" + group, _task))
                    .GroupBy(r => r.SourceAuthor)
                    .Select(a =>
                        string.Join('|', group, a.First().Source, a.Key[(a.First().Source.Length + 1)..])
                        + $"|{string.Join(',', a.Select(r => r.Panel).Order(StringComparer.Ordinal))}"
                        + $"|{a.Max(r => r.Time):yyyy-MM-dd HH:mm:ss}"
                    )
            );
        Assert.That(expected, Has.Some.Contains("|WH_F0045|=小姐太太_b|/female,/married|2020-01-04 00:00:00"));
        Assert.That(rows.Order(StringComparer.Ordinal), Is.EqualTo(expected.Order(StringComparer.Ordinal)));
    }

    [Test]
    public async Task A_spreadsheet_takes_no_author_for_a_formula_and_others_are_left_out()
    {
        string id = Value(await SaveAsync("both", new { and = new[] { "/female", "/married" } }))
            .GetProperty("audience")
            .Text("audience_id")!;
        string csv = await _system.Http.GetStringAsync(new Uri($"/audiences/{id}/download/", UriKind.Relative));
        string[] lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Multiple(() =>
        {
            Assert.That(lines[0].TrimStart('\ufeff'), Is.EqualTo("source_group,s_id,author,panels,latest_time"));
            Assert.That(lines, Has.Some.Contains(",WH_F0045,'=小姐太太_b,\"/female,/married\",2020-01-04 00:00:00"));
            Assert.That(lines.Skip(1), Has.All.Contains("\"/female,/married\""));
        });
    }

    private Task<JsonElement> SaveAsync(string name, object? where = null) =>
        _system.Http.PostAsync(
            "/audiences/",
            new
            {
                NAME = name,
                OF = new[] { _task },
                WHERE = where ?? "/female",
            }
        );

    private async Task<List<string>> DownloadAsync(string path)
    {
        using var answer = await _system.Http.GetAsync(new Uri(path, UriKind.Relative));
        string file = Path.Combine(_system.DataDirectory, answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync());
        if (file.Contains(".jsonl", StringComparison.Ordinal))
            Assert.That(file, Does.EndWith(".jsonl.gz"));
        await using var table = await TableFile.OpenAsync(file, new(), default);
        var (parser, block) = (table.CreateParser(), new Block());
        List<string> rows = [];
        while (await table.ReadAsync(block, default))
        {
            parser.Start(block);
            while (parser.Next())
                rows.Add(string.Join('|', Enumerable.Range(0, table.Columns.Count).Select(i => Text(parser[i]))));
        }
        return rows;
    }

    // A list comes as JSON where there is such a thing.
    private static string Text(ReadOnlySpan<byte> cell)
    {
        string text = Encoding.UTF8.GetString(cell);
        return text.StartsWith('[') ? string.Join(',', JsonSerializer.Deserialize<string[]>(text)!) : text;
    }

    private async Task ExecuteAsync(string sql, string why)
    {
        await using var connection = await _system.Output.OpenAsync(default);
        Assert.That(await connection.ExecuteAsync(sql, new { _task }), Is.GreaterThan(0), why);
    }

    private static long[] Sizes(JsonElement details) =>
        [.. details.GetProperty("history").EnumerateArray().Select(h => h.GetProperty("authors").GetInt64())];

    private static JsonElement Value(JsonElement answer)
    {
        Assert.That(answer.GetProperty("error_code").GetInt32(), Is.EqualTo(200), answer.ToString());
        return answer.GetProperty("error_message");
    }
}
