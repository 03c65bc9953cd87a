namespace Audience.Tests.Api;

/// <summary>create_task where a value cannot be used: 400 or 503, and nothing is written down.</summary>
[Category("database"), NonParallelizable]
internal sealed class RefusedTaskTests
{
    private static IEnumerable<TestCaseData> Refused()
    {
        const string names = "is not a valid name: letters, digits, '_', '$' and '-', at most 64";
        yield return Case(400, "start_time must be earlier than end_time", ("END_TIME", "2020-01-01"));
        yield return Case(400, "start_time must be earlier than end_time", ("START_TIME", "2020-01-02 00:00:01"));
        yield return Case(
            400,
            "unknown MODEL_TYPE 'crystal_ball': use keyword_model, rule_model or regex_model; to label "
                + "with a prepared model of another type, name it with MODEL_JOB_ID and send no PATTERN",
            ("MODEL_TYPE", "crystal_ball")
        );
        yield return Case(
            400,
            "unknown PREDICT_TYPE 'mood': use author_name, content, title, s_area_id, s_id, id or post_time",
            ("PREDICT_TYPE", "mood")
        );
        yield return Case(400, "unknown QUEUE 'queue9': no worker serves it; use queue1, queue2", ("QUEUE", "queue9"));
        yield return Case(400, "unknown QUEUE 'Queue1': no worker serves it; use queue1, queue2", ("QUEUE", "Queue1"));
        yield return Case(
            400,
            "input schema 'nowhere' does not exist: there is no file nowhere.db in the data directory",
            ("INPUT_SCHEMA", "nowhere")
        );
        yield return Case(400, "input table 'wh_tiktok.nothing' does not exist, or its user may not read it", ("INPUT_TABLE", "nothing"));
        yield return Case(400, "PATTERN: label 'female' must have a list, not a string", ("PATTERN", new { female = "小姐" }));
        yield return Case(
            400,
            "PATTERN: label 'female', rule 2 must be \"keyword\", [\"keyword\", \"match type\"] or an object",
            ("PATTERN", new { female = new object[] { "a", 5 } })
        );
        yield return Case(
            400,
            "PATTERN: label 'female', rule 1 must be \"keyword\", [\"keyword\", \"match type\"] or an object",
            ("PATTERN", new { female = new object[] { new[] { "a", "end", "x" } } })
        );
        yield return Case(
            400,
            "PATTERN: label 'female', rule 1: keyword 'a' has the unknown match type 'around' (known: partially, start, end, exactly)",
            ("PATTERN", new { female = new object[] { new[] { "a", "around" } } })
        );
        yield return Case(
            400,
            "PATTERN: label 'female', rule 2 is an empty keyword",
            ("PATTERN", new { female = new object[] { "a", "" } })
        );
        yield return Case(
            400,
            "PATTERN: label 'female', rule 1 is an empty keyword",
            ("PATTERN", new { female = new object[] { new[] { "", "end" } } })
        );
        yield return Case(
            400,
            "PATTERN: the name of label 1 is empty",
            ("PATTERN", new Dictionary<string, object> { [" "] = new[] { "a" } })
        );
        yield return Case(
            400,
            "PATTERN is empty, and RULES_DIR has no rules for keyword_model on "
                + "author_name: send a PATTERN, or add <label>/author_name.txt there",
            ("PATTERN", new { })
        );
        yield return Case(
            400,
            "PATTERN is empty, and RULES_DIR has no rules for rule_model on title: send a PATTERN, or add <label>/title.txt there",
            ("PATTERN", null),
            ("MODEL_TYPE", "rule_model"),
            ("PREDICT_TYPE", "title")
        );
        yield return Case(400, "abc is not in proper format, expect 32 digits get 3 digits", ("TASK_ID", "abc"));
        yield return Case(
            503,
            "cannot connect to output schema, additional error message: there is no schema 'elsewhere' that results could go to",
            ("OUTPUT_SCHEMA", "elsewhere")
        );
        yield return Case(
            400,
            "SITE_CONFIG host 'evil.example' is not allowed: it must be the input host or one of SITE_HOSTS",
            (
                "SITE_CONFIG",
                new
                {
                    host = "evil.example",
                    user = "u",
                    password = "hush",
                }
            )
        );
        yield return Case(
            400,
            "SITE_CONFIG db 'a;b' is not a valid name: letters, digits, '_', '$' and '-', at most 64",
            (
                "SITE_CONFIG",
                new
                {
                    host = "127.0.0.1",
                    user = "u",
                    db = "a;b",
                }
            )
        );
        yield return Case(
            400,
            "SITE_CONFIG charset 'big5' is not supported: use utf8mb4",
            (
                "SITE_CONFIG",
                new
                {
                    host = "127.0.0.1",
                    user = "u",
                    charset = "big5",
                }
            )
        );
        foreach (string field in new[] { "INPUT_SCHEMA", "INPUT_TABLE", "OUTPUT_SCHEMA" })
        foreach (string name in new[] { "a`b", "a\"b", "a'b", "a;DROP TABLE state", "a.b", "../a", "a b", "", new string('a', 65) })
            yield return Case(400, $"{field} '{name}' {names}", (field, name));
    }

    private static TestCaseData Case(int code, string message, params (string Name, object? Value)[] changes) =>
        new TestCaseData(code, message, changes).SetArgDisplayNames(string.Join(", ", changes.Select(c => c.Name)), message);

    [TestCaseSource(nameof(Refused))]
    public async Task It_says_what_is_wrong_and_leaves_nothing(int code, string message, (string, object?)[] changes)
    {
        string id = Guid.NewGuid().ToString("N");
        var answer = await SharedApi.Http.PostAnswerAsync("/tasks/", SharedApi.Body([("TASK_ID", id), .. changes]));
        answer.ShouldBe(code, message);
        foreach (string table in new[] { "state", "task_definition", "task_pattern", "task_chunk" })
            Assert.That(await SharedApi.System.CountAsync($"SELECT COUNT(*) FROM {table} WHERE task_id = @id", new { id }), Is.Zero, table);
    }

    [TestCase("(小姐", "PATTERN: label 'female', rule 1: the expression '(小姐' does not compile:")]
    [TestCase("[", "PATTERN: label 'female', rule 1: the expression '[' does not compile:")]
    public async Task An_expression_that_does_not_compile_is_named_with_its_label(string expression, string beginning)
    {
        var answer = await SharedApi.Http.PostAnswerAsync(
            "/tasks/",
            SharedApi.Body(("MODEL_TYPE", "rule_model"), ("PATTERN", new { male = new[] { "哥$" }, female = new[] { expression } }))
        );
        answer.ShouldBegin(400, beginning);
    }

    [Test]
    public async Task A_table_that_lacks_columns_is_refused_with_their_names()
    {
        await SourceFile.RunAsync(SharedApi.System, "half", "CREATE TABLE ts_page_content (id TEXT, s_id TEXT, post_time TEXT)");
        var answer = await SharedApi.Http.PostAnswerAsync("/tasks/", SharedApi.Body(("INPUT_SCHEMA", "half"), ("PREDICT_TYPE", "content")));
        answer.ShouldBe(400, "input table 'half.ts_page_content' has no column author, content");
    }
}
