using System.Text.Json;

namespace Audience.Tests.Local.Labels;

/// <summary><c>label</c>, as a user calls it.</summary>
[Category("unit")]
internal sealed class LabelCommandTests
{
    private const string Rules = "label,keyword,match_type\nfemale,小姐,\nfemale,姐,end\nmale,先生,\n\"a,b\",x,exactly\n";
    private readonly LabelCalls _calls = new();

    [OneTimeSetUp]
    public void WriteRules() => _calls.Write("rules.csv", Rules);

    [OneTimeTearDown]
    public void Delete() => _calls.Dispose();

    [Test]
    public async Task The_same_columns_come_out_and_the_labels()
    {
        string csv = _calls.Write("posts.csv", "id;text\n1;\"王小姐; 與李先生\"\n2;無\n3;x\n4;\n");
        var call = await _calls.RunAsync("", "label", csv, "--rules", "rules.csv", "--out", "out.csv", "--json");
        var figures = JsonSerializer.Deserialize<JsonElement>(call.Output);
        Assert.Multiple(() =>
        {
            Assert.That(call.Code, Is.Zero, call.Errors);
            Assert.That(
                _calls.Lines("out.csv"),
                Is.EqualTo(["id;text;labels", "1;\"王小姐; 與李先生\";female,male", "2;無;", "3;x;\"\"\"a,b\"\"\"", "4;;"])
            );
            Assert.That(figures.GetProperty("posts").GetInt64(), Is.EqualTo(4));
            Assert.That(figures.GetProperty("labels").GetProperty("female").GetInt64(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_row_for_each_label_with_what_matched_as_JSON()
    {
        string json = _calls.Write(
            "posts.jsonl",
            """
            {"id": 1, "content": "小姐 and 先生", "more": {"a": [1]}}

            {}
            {"id": 2, "content": null}
            """
        );
        var rows = await _calls.RunAsync("", "label", json, "--rules", "rules.csv", "--per-label", "--matches");
        var posts = await _calls.RunAsync("", "label", json, "--rules", "rules.csv", "--json");
        Assert.Multiple(() =>
        {
            Assert.That(
                rows.Output,
                Is.EqualTo(
                    """
                    {"id": 1, "content": "小姐 and 先生", "more": {"a": [1]},"label":"female","matches":"female 1: \"小姐\" [0,2]"}
                    {"id": 1, "content": "小姐 and 先生", "more": {"a": [1]},"label":"male","matches":"male 1: \"先生\" [7,2]"}

                    """
                ),
                rows.Errors
            );
            Assert.That(
                posts.Output,
                Is.EqualTo(
                    """
                    {"id": 1, "content": "小姐 and 先生", "more": {"a": [1]},"labels":["female","male"]}
                    {"labels":[]}
                    {"id": 2, "content": null,"labels":[]}

                    """
                )
            );
            Assert.That(posts.Errors, Does.Contain("\"no_text\":2"));
        });
    }

    [Test]
    public async Task Standard_input_is_answered_block_by_block()
    {
        using var process = _calls.Start("label", "--stdin", "--format", "tsv", "--rules", "rules.csv", "--only-labels");
        foreach (var (text, labels) in new[] { ("小姐", "female"), ("無", ""), ("a\\t先生", "male"), ("", ""), ("\\N", "") })
        {
            await process.StandardInput.WriteAsync(text + "\n");
            await process.StandardInput.FlushAsync();
            Assert.That(await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)), Is.EqualTo(labels), text);
        }
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That((process.ExitCode, await process.StandardError.ReadToEndAsync()), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task Ctrl_C_leaves_the_file_that_was_there_and_nothing_else()
    {
        _calls.Write("kept.csv", "kept");
        using var process = _calls.Start("label", "-", "--rules", "rules.csv", "--out", "kept.csv");
        await process.StandardInput.WriteAsync("content\n小姐\n");
        await process.StandardInput.FlushAsync();
        await Eventually.GetAsync(
            () => Task.FromResult(Directory.GetFiles(_calls.Directory, "*.part").Length),
            files => files == 1,
            TimeSpan.FromSeconds(30)
        );
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Multiple(() =>
        {
            Assert.That(process.ExitCode, Is.EqualTo(130));
            Assert.That(_calls.Lines("kept.csv"), Is.EqualTo(["kept"]));
            Assert.That(Directory.GetFiles(_calls.Directory, "*.part"), Is.Empty);
        });
    }

    [Test]
    public async Task Rows_that_cannot_be_read_are_counted_and_named_and_end_it_where_told()
    {
        string csv = _calls.Write("bad.csv", "id,content\n1\n2,小姐\n3,a,b\n");
        var call = await _calls.RunAsync("", "label", csv, "--rules", "rules.csv", "--out", "bad-out.csv");
        var strict = await _calls.RunAsync("", "label", csv, "--rules", "rules.csv", "--out", "strict.csv", "--strict");
        Assert.Multiple(() =>
        {
            Assert.That(call.Code, Is.Zero);
            Assert.That(call.Output, Does.Contain("1 rows skipped: too few columns").And.Contain("bad.csv, line 4: too many columns"));
            Assert.That(_calls.Lines("bad-out.csv"), Is.EqualTo(["id,content,labels", "2,小姐,female"]));
            Assert.That((strict.Code, strict.Errors.Trim()), Is.EqualTo((2, "bad.csv, line 2: too few columns")));
            Assert.That(File.Exists(_calls.PathOf("strict.csv")), Is.False);
        });
    }

    [TestCase("over.csv", "content\nx\n", 2, "is read or written already", "--rules", "rules.csv", "--out", "over.csv")]
    [TestCase("none.csv", "a,b\nx,y\n", 2, "has no column that looks like content; it has a, b", "--rules", "rules.csv")]
    [TestCase("told.csv", "a,b\nx,y\n", 2, "has no column 'c' (--text); it has a, b", "--rules", "rules.csv", "--text", "c")]
    [TestCase("twice.csv", "content,labels\nx,y\n", 2, "has a column 'labels' already", "--rules", "rules.csv")]
    [TestCase("a.csv", "content\nx\n", 1, "named either|either --rules or --model", "--json")]
    [TestCase("b.csv", "content\nx\n", 1, "wrong.csv:2: label 'a' has a keyword|wrong.csv:3:", "--rules", "wrong.csv")]
    [TestCase("c.csv", "content\nx\n", 2, "Parquet is written to a file", "--rules", "rules.csv", "--out-format", "parquet")]
    [TestCase("e.csv", "content\nx\n", 2, "'rules.csv' is read or written already", "--rules", "rules.csv", "--out", "rules.csv")]
    [TestCase("f.csv", "content\nx\n", 2, "there is no directory", "--rules", "rules.csv", "--out", "nowhere/f.csv")]
    [TestCase("g.csv", "content\nx\n", 1, "g.csv: this is not a model archive", "--model", "g.csv")]
    [TestCase("h.json", "[{\n", 1, "h.json, line 2: PATTERN is not JSON", "--rules", "h.json")]
    [TestCase("i.json", "{\"a\":\"x\",\"b\":[[\"\"]]}", 1, "label 'a' must have a list, not a string\ni.json, b 1", "--rules", "i.json")]
    [TestCase("d.csv", "content\nx\n", 1, "--scores is for learned models", "--rules", "rules.csv", "--scores")]
    public async Task What_cannot_be_is_refused_with_what_to_do(string file, string text, int code, string reasons, params string[] options)
    {
        _calls.Write(file, text);
        _calls.Write("wrong.csv", "label,keyword,match_type\na,x,middle\n,y,end\n");
        var call = await _calls.RunAsync("", ["label", file, .. options]);
        Assert.Multiple(() =>
        {
            Assert.That(call.Code, Is.EqualTo(code), call.Errors);
            Assert.That(reasons.Split('|').Any(call.Errors.Contains), call.Errors);
            Assert.That(_calls.Lines(file), Is.EqualTo(text.TrimEnd().Split('\n')));
        });
    }
}
