using System.Text.Json;
using Audience.Tests.Local.Labels;
using MySqlConnector;

namespace Audience.Tests.Local.Import;

/// <summary><c>import</c>: files become a source that tasks read.</summary>
[Category("database")]
internal sealed class ImportTests
{
    private const string Csv =
        "post_id,source,user,text,created_at,more\n"
        + "1,WH_F0045,王小姐,\"a\nb\\t\",2020-01-02T03:04:05,x\n"
        + ",WH_F0045,李先生,,1577934245,x\n"
        + "3,WH_F0045,,c,2020-01-03,x\n"
        + "4,WH_F0045,d,e,yesterday,x\n"
        + "5,WH_F0045,d\n";

    [Test]
    public async Task A_file_becomes_the_embedded_source_once()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        using var calls = new LabelCalls();
        calls.Write("posts.csv", Csv);
        string[] import = ["import", "posts.csv", "--table", "mine", "--data", system.DataDirectory, "--json"];
        var first = Figures(await calls.RunAsync("", import));
        var again = Figures(await calls.RunAsync("", import));
        string task = await system.Http.CreateTaskAsync(
            new
            {
                INPUT_TABLE = "mine",
                START_TIME = "2020-01-01",
                END_TIME = "2021-01-01",
                PREDICT_TYPE = "author_name",
                COUNTDOWN = 0,
                PATTERN = new { female = new[] { "小姐" }, male = new[] { "先生" } },
            }
        );
        var done = await system.Http.WaitUntilDoneAsync(task);
        var rows = await system.RowsAsync("fbfans", task);
        Assert.Multiple(() =>
        {
            Assert.That(
                (first.GetProperty("imported").GetInt64(), first.GetProperty("made_ids").GetInt64(), Skipped(first)),
                Is.EqualTo((3L, 1L, "no post_time that can be read 1, too few columns 1"))
            );
            Assert.That(
                (again.GetProperty("imported").GetInt64(), again.GetProperty("already_there").GetInt64(), Skipped(again)),
                Is.EqualTo((0L, 3L, Skipped(first)))
            );
            Assert.That(done.GetProperty("length_receive_table").GetInt64(), Is.EqualTo(2), "the one without an author is not read");
            Assert.That(
                rows.Select(row => (row.SourceAuthor, row.Time)),
                Is.EquivalentTo([
                    ("WH_F0045_王小姐", new DateTime(2020, 1, 2, 3, 4, 5)),
                    ("WH_F0045_李先生", new DateTime(2020, 1, 2, 3, 4, 5)),
                ])
            );
        });
    }

    [TestCase("a,b\nx,y\n", "has no column that looks like post_time; it has a, b")]
    [TestCase("", "is empty")]
    public async Task What_cannot_be_imported_is_told_before_anything_is_made(string text, string reason)
    {
        using var calls = new LabelCalls();
        calls.Write("posts.csv", Csv);
        calls.Write("other.csv", text);
        var call = await calls.RunAsync("", "import", "posts.csv", "other.csv", "--table", "mine", "--data", calls.PathOf("data"));
        Assert.Multiple(() =>
        {
            Assert.That((call.Code, call.Errors), Is.EqualTo((2, call.Errors)));
            Assert.That(call.Errors, Does.Contain($"other.csv {reason}"));
            Assert.That(Directory.Exists(calls.PathOf("data")), Is.False);
        });
    }

    [Test]
    public async Task A_file_becomes_a_table_on_the_server_once_by_the_key_that_is_named()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var calls = new LabelCalls();
        calls.Write("posts.csv", Csv);
        ReadFrom(database, calls);
        string[] import = ["import", "posts.csv", "--table", "mine", "--key", "author,content", "--json"];
        var first = Figures(await calls.RunAsync("", import));
        var again = Figures(await calls.RunAsync("", import));
        await using var connection = new MySqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        using var command = new MySqlCommand(
            "SELECT GROUP_CONCAT(content), COUNT(*), MIN(LENGTH(id)), COUNT(author) FROM mine",
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Assert.Multiple(() =>
        {
            Assert.That(first.GetProperty("imported").GetInt64(), Is.EqualTo(3));
            Assert.That((again.GetProperty("imported").GetInt64(), again.GetProperty("already_there").GetInt64()), Is.EqualTo((0L, 3L)));
            Assert.That(reader.GetString(0), Does.Contain("a\nb\\t").And.Contain("c"));
            Assert.That((reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3)), Is.EqualTo((3L, 32L, 2L)));
        });
    }

    [Test]
    public async Task Ids_that_are_made_rise_with_time()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var calls = new LabelCalls();
        calls.Write("posts.csv", Csv);
        ReadFrom(database, calls);
        Figures(await calls.RunAsync("", "import", "posts.csv", "--table", "mine", "--key", "post_time,author", "--json"));
        Assert.That(
            await database.ScalarAsync<string>("SELECT GROUP_CONCAT(LEFT(id, 15) ORDER BY id) FROM mine"),
            Is.EqualTo("20200102030405_,20200102030405_,20200103000000_")
        );
    }

    [Test]
    public async Task The_index_on_post_time_is_made_at_the_end_by_the_next_import_where_one_was_ended()
    {
        const string Index =
            "SELECT COUNT(*) FROM information_schema.STATISTICS WHERE TABLE_NAME = 'mine' AND COLUMN_NAME = 'post_time' "
            + "AND TABLE_SCHEMA = DATABASE()";
        await using var database = await TestDatabase.CreateAsync();
        using var calls = new LabelCalls();
        calls.Write("posts.csv", Csv);
        ReadFrom(database, calls);
        var ended = await calls.RunAsync("", "import", "posts.csv", "--table", "mine", "--strict");
        Assert.That((ended.Code, await database.ScalarAsync<long>(Index)), Is.EqualTo((2, 0L)), ended.Errors);
        for (int i = 0; i < 2; i++)
        {
            Figures(await calls.RunAsync("", "import", "posts.csv", "--table", "mine", "--json"));
            Assert.That(await database.ScalarAsync<long>(Index), Is.EqualTo(1));
        }
        // A table of somebody else's stays as it is.
        await database.ExecuteAsync("ALTER TABLE mine DROP KEY post_time");
        Figures(await calls.RunAsync("", "import", "posts.csv", "--table", "mine", "--json"));
        Assert.That(await database.ScalarAsync<long>(Index), Is.Zero);
    }

    [TestCase("author VARCHAR(2), s_area_id TEXT", "1", "Data truncated for column 'author' at row 201")]
    [TestCase("author VARCHAR(9) CHARSET latin1, s_area_id TEXT", "1", "`author` at row 201")]
    [TestCase("author TEXT, s_area_id INT NOT NULL", "k0", "NULL supplied to NOT NULL column 's_area_id' at row 1")]
    public async Task A_table_that_would_store_something_else_is_refused(string columns, string id, string reason)
    {
        await using var database = await TestDatabase.CreateAsync();
        // Posts that are there already must not hide it: each is a warning, and the server keeps 64 by itself.
        await database.ExecuteAsync(
            $"CREATE TABLE mine (id VARCHAR(190) PRIMARY KEY, s_id TEXT, {columns}, title TEXT, content LONGTEXT, post_time DATETIME); "
                + "SET SESSION sql_mode = ''; INSERT INTO mine (id) SELECT CONCAT('k', seq) FROM seq_0_to_199"
        );
        string known = string.Concat(Enumerable.Range(0, 200).Select(i => $"k{i},WH_F0045,d,e,2020-01-03,1\n"));
        int head = Csv.IndexOf('\n', StringComparison.Ordinal) + 1;
        using var calls = new LabelCalls();
        calls.Write("posts.csv", Csv[..head] + known + Csv[head..]);
        ReadFrom(database, calls);
        var (code, _, errors) = await calls.RunAsync("", "import", "posts.csv", "--table", "mine");
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.Not.Zero);
            Assert.That(
                errors,
                Does.Contain($"`mine` would store something else than what the file has, in the post with the id '{id}': ")
                    .And.Contain(reason)
            );
        });
        Assert.That(await database.ScalarAsync<long>("SELECT COUNT(*) FROM mine"), Is.EqualTo(200));
    }

    [Test]
    public async Task Of_two_posts_with_one_id_the_first_is_kept_though_two_connections_load_them()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var calls = new LabelCalls();
        ReadFrom(database, calls);
        const int Posts = 20_000;
        string text = new('字', 100);
        calls.Write(
            "posts.csv",
            "id,content,post_time\n"
                + string.Concat(Enumerable.Range(0, Posts).Select(i => $"{i},{text},2020-01-01\n"))
                + string.Concat(Enumerable.Range(0, Posts).Select(i => $"{i},second,2020-01-02\n"))
        );
        var figures = Figures(await calls.RunAsync("", "import", "posts.csv", "--table", "mine", "--json"));
        Assert.Multiple(() =>
        {
            Assert.That(figures.GetProperty("imported").GetInt64(), Is.EqualTo(Posts));
            Assert.That(figures.GetProperty("already_there").GetInt64(), Is.EqualTo(Posts));
        });
        Assert.That(await database.ScalarAsync<long>($"SELECT COUNT(*) FROM mine WHERE content = '{text}'"), Is.EqualTo(Posts));
    }

    private static void ReadFrom(TestDatabase database, LabelCalls calls)
    {
        calls.Environment["INPUT_HOST"] = database.Server.Host;
        calls.Environment["INPUT_PORT"] = $"{database.Server.Port}";
        calls.Environment["INPUT_USER"] = database.Server.User;
        calls.Environment["INPUT_PASSWORD"] = database.Server.Password;
        calls.Environment["INPUT_SCHEMA"] = database.Name;
    }

    private static JsonElement Figures((int Code, string Output, string Errors) call)
    {
        Assert.That(call.Code, Is.Zero, call.Errors);
        return JsonSerializer.Deserialize<JsonElement>(call.Output);
    }

    private static string Skipped(JsonElement figures) =>
        string.Join(", ", figures.GetProperty("skipped").EnumerateObject().Select(reason => $"{reason.Name} {reason.Value}"));
}
