using Audience.Data;
using Audience.Samples;
using Audience.Tests.Api;
using Dapper;

namespace Audience.Tests.Data;

/// <summary>Tables that the Python original made are taken over in place.</summary>
[Category("database")]
internal sealed class UpgradeTests
{
    private const string Old = "7c7bd38c410a11ecb688d45d6456a14d",
        OldFailed = "3a5c4e72410611ecb688d45d6456a14d";

    private const string Tables = $"""
        CREATE TABLE state (task_id VARCHAR(64), stat VARCHAR(32), prod_stat VARCHAR(10), model_type VARCHAR(32),
          predict_type VARCHAR(32), date_range TEXT,
          target_table VARCHAR(32), create_time DATETIME, peak_memory FLOAT, length_receive_table INT, length_output_table INT,
          length_prod_table INT,
          result VARCHAR(100), uniq_source_author VARCHAR(20), rate_of_label VARCHAR(20), run_time FLOAT, check_point DATETIME,
          error_message TEXT) CHARSET=utf8mb4;
        INSERT INTO state VALUES ('{Old}', 'SUCCESS', 'finish', 'keyword_model', 'author', '2019-01-01 - 2020-01-01', 'wh_fb_ex',
          '2019-11-09 11:09:43', NULL,
          16992036, 2030847, 236705, 'fbfans', '1672893', '14.15', 170.345, NULL, NULL),
          ('{OldFailed}', 'FAILURE', NULL, 'keyword_model', 'author', '2019-01-01 - 2020-01-01', 'wh_fb_pm', '2019-11-09 10:39:14',
          NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, '2019-03-01', 'boom');
        CREATE TABLE fbfans (id VARCHAR(40), task_id VARCHAR(64), source_author TEXT, panel VARCHAR(50), create_time DATETIME,
          field_content VARCHAR(50), match_content TEXT) CHARSET=utf8mb4;
        INSERT INTO fbfans VALUES ('1577818324915_FBEXUB', '{Old}', 'WH_F0045_Kuan Vera', '/female', '2019-01-01 00:00:03', 'WH_F0045',
          'Kuan Vera'),
          ('1577829993490_FBEXUA', '{Old}', 'WH_F0045_Tommy T J Tan', '/male', '2019-01-01 00:00:06', 'WH_F0045', 'Tommy T J Tan');
        CREATE TABLE wh_panel_mapping_fbfans LIKE fbfans;
        INSERT INTO wh_panel_mapping_fbfans SELECT * FROM fbfans;
        """;

    [Test]
    public async Task Old_tasks_are_listed_and_sampled_and_new_ones_write_beside_them()
    {
        var posts = Enumerable
            .Range(0, 4_000)
            .Select(i => new MadePost($"p{i}", "WH_F0045", "a", $"王{i % 400}小姐", "t", "c", new DateTime(2020, 1, 1).AddMinutes(i)))
            .ToList();
        await using var results = await TestDatabase.CreateAsync();
        await results.ExecuteAsync(Tables);
        await using var system = await TestSystem.StartAsync(
            Backend.Servers,
            posts,
            new Dictionary<string, string?> { ["OUTPUT_SCHEMA"] = results.Name }
        );

        var list = (await system.Http.ReadAsync("/tasks/")).GetProperty("content").EnumerateArray().ToList();
        var sample = (await system.Http.ReadAsync($"/tasks/{Old}/sample/")).GetProperty("error_message").EnumerateArray().ToList();
        string id = await system.Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2021-01-01",
                COUNTDOWN = 0,
                PATTERN = new { female = new[] { "小姐" }, male = new[] { "1" } },
            }
        );
        var task = await system.Http.WaitUntilDoneAsync(id);

        Assert.Multiple(() =>
        {
            Assert.That(list.Select(t => t.Text("task_id")), Is.EqualTo([Old, OldFailed]));
            Assert.That(
                (
                    list[0].GetProperty("length_receive_table").GetInt64(),
                    list[0].Text("length_prod_table"),
                    list[0].Text("rate_of_label"),
                    list[0].Text("create_time")
                ),
                Is.EqualTo((16992036L, "236705", "14.15", "2019-11-09T11:09:43"))
            );
            Assert.That((list[1].Text("error_message"), list[1].Text("check_point")), Is.EqualTo(("boom", "2019-03-01T00:00:00")));
            Assert.That(sample.Select(r => r.Text("match_content")), Is.EquivalentTo(["Kuan Vera", "Tommy T J Tan"]));
            Assert.That(
                (task.Text("prod_stat"), task.Text("result"), task.Text("uniq_source_author")),
                Is.EqualTo(("finish", "fbfans", "400")),
                task.ToString()
            );
        });
        Assert.That(
            await results.ScalarAsync<long>($"SELECT COUNT(*) FROM fbfans WHERE task_id = '{id}'"),
            Is.EqualTo(task.GetProperty("length_output_table").GetInt64())
        );
        Assert.That(
            await results.ScalarAsync<long>($"SELECT COUNT(*) FROM wh_panel_mapping_fbfans WHERE task_id = '{Old}'"),
            Is.EqualTo(2),
            "old rows stay"
        );
        Assert.That(
            await results.ScalarAsync<long>(
                "SELECT COUNT(*) FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = "
                    + $"'{results.Name}' AND TABLE_NAME = 'state' AND COLUMN_NAME = 'check_at'"
            ),
            Is.EqualTo(1),
            "what is due is looked up every second"
        );
    }

    [Test]
    public async Task An_old_task_is_dumped_as_it_is()
    {
        await using var results = await TestDatabase.CreateAsync();
        await results.ExecuteAsync(Tables);
        await using var system = await TestSystem.StartAsync(
            Backend.Servers,
            [],
            new Dictionary<string, string?> { ["OUTPUT_SCHEMA"] = results.Name }
        );
        var asked = await system.Http.PostAsync("/tasks/dump/", new { GROUP = "GENDER", TASK_IDS = new[] { Old } });
        string id = asked.GetProperty("error_message").Text("dump_id")!;
        var dump = await Eventually.GetAsync(
            async () => (await system.Http.ReadAsync($"/tasks/dump/{id}")).GetProperty("error_message"),
            d => d.Text("status") is "finished" or "failed",
            TimeSpan.FromMinutes(1)
        );
        Assert.That(dump.Text("status"), Is.EqualTo("finished"), dump.ToString());
        await using var connection = await system.Output.OpenAsync(default);
        var rows = await connection.QueryAsync<(string, string)>(
            $"SELECT source_author, panel FROM {system.Output.Dialect.Table(results.Name, "wh_panel_mapping_fb_dump")}"
        );
        Assert.That(rows, Is.EquivalentTo(new[] { ("WH_F0045_Kuan Vera", "/female"), ("WH_F0045_Tommy T J Tan", "/male") }));
    }

    [Test]
    public async Task Old_tasks_that_nobody_works_on_are_told_so()
    {
        await using var results = await TestDatabase.CreateAsync();
        await results.ExecuteAsync(Tables + $"UPDATE state SET stat = 'PENDING', prod_stat = NULL WHERE task_id = '{Old}';");
        await using var system = await TestSystem.StartAsync(
            Backend.Servers,
            [],
            new Dictionary<string, string?> { ["OUTPUT_SCHEMA"] = results.Name }
        );
        (await system.Http.PostAnswerAsync("/tasks/resume/", new { TASK_ID = OldFailed })).ShouldBegin(
            400,
            $"task {OldFailed} was made by an earlier version"
        );
        (await system.Http.PostAnswerAsync("/tasks/abort/", new { TASK_ID = Old })).ShouldBegin(200, "successfully send break status");
        Assert.That((await system.Http.StatusAsync(Old)).Text("stat"), Is.EqualTo("BREAK"));
    }

    [Test]
    public async Task Doubles_of_an_old_task_are_named_instead_of_dropped()
    {
        await using var results = await TestDatabase.CreateAsync();
        await results.ExecuteAsync(Tables + $"INSERT INTO state SELECT * FROM state WHERE task_id = '{Old}';");
        var settings = new MySqlConnector.MySqlConnectionStringBuilder(results.ConnectionString);
        await using var database = OutputDatabases.MySql(
            settings,
            results.Name,
            Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance
        );
        Assert.That(
            async () => await database.OpenAsync(default),
            Throws.InvalidOperationException.With.Message.Contains(Old).And.Message.Contains("delete all but one")
        );
        Assert.That(await results.ScalarAsync<long>("SELECT COUNT(*) FROM state"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_file_of_an_earlier_version_gets_the_columns_that_it_lacks()
    {
        string directory = Directory.CreateTempSubdirectory("audience-upgrade-").FullName;
        try
        {
            await using (var before = OutputDatabases.Sqlite(directory, "results"))
            await using (var connection = await before.OpenAsync(default))
                await connection.ExecuteAsync(
                    "ALTER TABLE task_chunk DROP COLUMN to_key; INSERT INTO task_chunk (task_id, "
                        + "seq, from_time, to_time, status) VALUES ('a', 0, '2020', '2021', 'done')"
                );
            await using var after = OutputDatabases.Sqlite(directory, "results");
            await using var again = await after.OpenAsync(default);
            Assert.That(
                await again.QuerySingleAsync<(string, string?)>("SELECT status, to_key FROM task_chunk"),
                Is.EqualTo(("done", (string?)null))
            );
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(directory, recursive: true);
        }
    }
}
