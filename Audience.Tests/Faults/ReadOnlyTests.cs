using Audience.Samples;
using Audience.Testing;
using Dapper;

namespace Audience.Tests.Faults;

/// <summary>
/// A results' server that is read-only for a while, as in a failover, answers error 1290 to whoever may not override that. It is waited
/// out, and is not taken for LOAD DATA being switched off, which has the same number.
/// </summary>
[Category("faults"), NonParallelizable]
internal sealed class ReadOnlyTests
{
    [Test]
    public async Task A_task_outlives_a_server_that_is_read_only()
    {
        // Where a commit waits for the switch, and the switch for a statement that waits for the commit's lock, the server ends it after
        // this time: before leases end, since a piece that was begun twice is one too many here.
        await using var server = await PrivateMariaDb.StartAsync(
            new PrivateMariaDbOptions { Arguments = ["--innodb-lock-wait-timeout=5"] }
        );
        await using var results = await TestDatabase.CreateAsync(server);
        await using var root = await server.OpenAsync();
        // Without READ ONLY ADMIN, which every user that has all rights has.
        await root.ExecuteAsync($"CREATE USER app IDENTIFIED BY 'secret'; GRANT ALL ON {results.Name}.* TO app");
        await using var system = await TestSystem.StartAsync(
            Backend.Servers,
            new PostMaker(40_000, new DateTime(2020, 1, 1), 30).Make(),
            new Dictionary<string, string?>
            {
                ["OUTPUT_HOST"] = "127.0.0.1",
                ["OUTPUT_PORT"] = $"{server.Port}",
                ["OUTPUT_USER"] = "app",
                ["OUTPUT_PASSWORD"] = "secret",
                ["OUTPUT_SCHEMA"] = results.Name,
                ["CHUNK_SIZE"] = "1000",
                ["CHUNK_ATTEMPTS"] = "1",
                ["WORKER_CONCURRENCY"] = "2",
            }
        );
        string id = await system.Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2020-02-01",
                COUNTDOWN = 0,
                PATTERN = new { female = new[] { "小姐", "娘" }, male = new[] { "哥", "先生" } },
            }
        );
        await system.Http.WaitForAsync(id, t => t.GetProperty("progress").GetDouble() > 0);
        // It waits for the statements that run, a chunk's rows that are being loaded among them.
        await root.ExecuteAsync("SET GLOBAL read_only = ON", commandTimeout: 120);
        // Enough for every piece in hand to have tried to write several times.
        long before = await StatementsAsync(results);
        await Eventually.GetAsync(() => StatementsAsync(results), count => count >= before + 100, TimeSpan.FromMinutes(2));
        Assert.That(await results.ScalarAsync<string>("SELECT phase FROM state"), Is.EqualTo("labeling"), "it had ended before");
        await root.ExecuteAsync("SET GLOBAL read_only = OFF");

        var task = await system.Http.WaitUntilDoneAsync(id);
        Assert.That(task.Text("prod_stat"), Is.EqualTo("finish"), task.ToString());
        long rows = 0;
        foreach (string table in task.Text("result")!.Split(','))
            rows += await results.ScalarAsync<long>($"SELECT COUNT(*) FROM `{table}`");
        Assert.That(rows, Is.EqualTo(task.GetProperty("length_output_table").GetInt64()).And.Positive);
        Assert.That(await results.ScalarAsync<long>("SELECT COUNT(*) FROM work_item"), Is.Zero);
    }

    // Statements sent to the server, those that it refused included.
    private static Task<long> StatementsAsync(TestDatabase database) =>
        database.ScalarAsync<long>(
            "SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'QUESTIONS'"
        );
}
