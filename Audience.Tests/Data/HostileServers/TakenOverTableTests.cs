using System.Text;
using Audience.Data;
using Audience.Data.Results;
using Audience.Data.Schema;
using Audience.Tests.Api;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Audience.Tests.Data.HostileServers;

/// <summary>Tables that others made are taken over with room for every character, or refused by name.</summary>
[Category("database")]
internal sealed class TakenOverTableTests
{
    private const string Author = "😀小姐𡃁é";

    [TestCase("CHARSET=utf8mb3", "")]
    [TestCase("CHARSET=latin1", "")]
    [TestCase("CHARSET=big5", "")]
    [TestCase("CHARSET=gbk", ", PRIMARY KEY (id)")]
    [TestCase("CHARSET=utf8mb4", ", PRIMARY KEY (id)")]
    [TestCase("CHARSET=utf8mb4", ", INDEX a (source_author), INDEX b (id, panel)")]
    public async Task A_result_table_stores_what_was_matched(string options, string keys)
    {
        await using var schema = await TestDatabase.CreateAsync();
        await schema.ExecuteAsync(
            "CREATE TABLE blog (id VARCHAR(40), task_id VARCHAR(64), source_author VARCHAR(100), panel "
                + "VARCHAR(50), create_time DATETIME, field_content VARCHAR(50), match_content VARCHAR(100)"
                + $"{keys}) {options}"
        );
        await using var output = Open(schema);
        await output.EnsureTableAsync(schema.Name, ResultTables.Label("blog"), null, default);
        await WriteAsync(output);

        Assert.That(await schema.ScalarAsync<string>("SELECT match_content FROM blog"), Is.EqualTo(Author));
    }

    [Test]
    public async Task A_value_that_would_change_is_a_failure_that_names_it(
        [Values("VARCHAR(3)", "LONGTEXT CHARACTER SET utf8mb3", "INT", "DATETIME")] string type,
        [Values] bool loads
    )
    {
        await using var schema = await TestDatabase.CreateAsync();
        await using var output = Open(schema, loads);
        await output.EnsureTableAsync(schema.Name, ResultTables.Label("blog"), null, default);
        await schema.ExecuteAsync($"ALTER TABLE blog MODIFY match_content {type}");

        var error = Assert.ThrowsAsync<InvalidDataException>(() => WriteAsync(output))!;
        Assert.That(error.Message, Does.Contain("match_content").And.Contain("blog").And.Contain("row 1"));
    }

    [Test]
    public async Task A_table_that_was_dropped_is_made_anew_by_the_next_attempt()
    {
        await using var schema = await TestDatabase.CreateAsync();
        await using var output = Open(schema);
        await output.EnsureTableAsync(schema.Name, ResultTables.Label("blog"), null, default);
        await schema.ExecuteAsync("DROP TABLE blog");

        var error = Assert.ThrowsAsync<MySqlException>(() => WriteAsync(output))!;
        Assert.That(output.ForgetTables(error), Is.True);
        await output.EnsureTableAsync(schema.Name, ResultTables.Label("blog"), null, default);
        await WriteAsync(output);

        Assert.That(await schema.ScalarAsync<long>("SELECT COUNT(*) FROM blog"), Is.EqualTo(1));
    }

    [Test]
    public async Task Somebody_elses_table_is_refused_by_name_and_left_alone()
    {
        await using var schema = await TestDatabase.CreateAsync();
        await schema.ExecuteAsync("CREATE TABLE state (id INT PRIMARY KEY, code CHAR(2), name VARCHAR(20))");
        await using var output = Open(schema);

        var error = Assert.ThrowsAsync<InvalidOperationException>(() => output.PrepareAsync(default))!;
        Assert.That(error.Message, Does.Contain("state").And.Contain("task_id").And.Contain("OUTPUT_SCHEMA"));
        Assert.That(
            await schema.ScalarAsync<long>(
                $"SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '{schema.Name}' AND TABLE_NAME = 'state'"
            ),
            Is.EqualTo(3)
        );
    }

    [TestCase("VARCHAR(1)", "Data too long")]
    [TestCase("LONGTEXT CHARACTER SET latin1", "Incorrect string value")]
    [TestCase("DATE", "Incorrect date value")]
    public async Task So_it_is_where_it_is_copied_on_the_server(string type, string reason)
    {
        await using var results = await TestDatabase.CreateAsync();
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            SharedApi.Posts,
            new Dictionary<string, string?>
            {
                ["OUTPUT_HOST"] = results.Server.Host,
                ["OUTPUT_PORT"] = $"{results.Server.Port}",
                ["OUTPUT_USER"] = results.Server.User,
                ["OUTPUT_PASSWORD"] = results.Server.Password,
                ["OUTPUT_SCHEMA"] = results.Name,
                ["CHUNK_ATTEMPTS"] = "1",
            }
        );
        await system.Http.WaitUntilDoneAsync(await system.Http.CreateTaskAsync(SharedApi.Body()));
        await results.ExecuteAsync($"DELETE FROM wh_panel_mapping_fbfans; ALTER TABLE wh_panel_mapping_fbfans MODIFY match_content {type}");
        var task = await system.Http.WaitUntilDoneAsync(await system.Http.CreateTaskAsync(SharedApi.Body()));
        Assert.That(task.Text("prod_stat"), Is.Not.EqualTo("finish"));
        Assert.That(
            task.Text("error_message"),
            Does.Contain("wh_panel_mapping_fbfans").And.Contain("match_content").And.Contain("row 1").And.Contain(reason)
        );
    }

    private static OutputDatabase Open(TestDatabase schema, bool loads = true) =>
        OutputDatabases.MySql(
            new MySqlConnectionStringBuilder(schema.ConnectionString) { AllowLoadLocalInfile = loads },
            schema.Name,
            NullLoggerFactory.Instance
        );

    private static async Task WriteAsync(OutputDatabase output)
    {
        var rows = new LabelRows { Origin = new LabelRowOrigin(new string('a', 32), 1, ["/female"u8.ToArray()]) };
        byte[] author = Encoding.UTF8.GetBytes(Author);
        rows.Add(0, 1, "1"u8, author, "2020-01-01 00:00:00"u8, "s"u8, author);
        await using var connection = await output.OpenAsync(default);
        await using var transaction = await output.Dialect.BeginAsync(connection, default);
        await output.Dialect.LabelRowWriter.WriteAsync(connection, transaction, "blog", rows, default);
        await transaction.CommitAsync();
    }
}
