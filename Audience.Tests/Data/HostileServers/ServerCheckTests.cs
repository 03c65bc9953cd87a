using Audience.Data;
using Audience.Data.Dialects;
using Audience.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Audience.Tests.Data.HostileServers;

/// <summary>What an account may not do is named as a whole, and a server that cannot be used says what to set.</summary>
[Category("database")]
internal sealed class ServerCheckTests
{
    [TestCase("GRANT ALL ON `{0}`.* TO {1}", "")]
    [TestCase("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX ON `{0}`.* TO {1}", "DROP, CREATE TEMPORARY TABLES")]
    [TestCase(
        "GRANT SELECT ON *.* TO {1}; GRANT INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON `{0}`.* TO {1}",
        "INDEX, CREATE TEMPORARY TABLES"
    )]
    [TestCase("GRANT ALL ON `test\\_%`.* TO {1}", "")]
    [TestCase(
        "GRANT ALL ON `test_`.* TO {1}; GRANT SELECT ON `{0}`.* TO {1}",
        "INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, CREATE TEMPORARY TABLES"
    )]
    [TestCase("CREATE ROLE {2}; GRANT ALL ON `{0}`.* TO {2}; GRANT {2} TO {1}; SET DEFAULT ROLE {2} FOR {1}", "")]
    public Task Every_grant_that_lacks_is_named(string grant, string missing) =>
        CheckAsync(
            grant,
            async (connection, schema) =>
                Assert.That(string.Join(", ", await MySqlServerCheck.MissingGrantsAsync(connection, schema, default)), Is.EqualTo(missing))
        );

    [TestCase("GRANT SELECT ON `{0}`.* TO {1}", true)]
    [TestCase("GRANT SELECT ON *.* TO {1}", true)]
    [TestCase("CREATE TABLE `{0}`.t (id INT, a INT); GRANT SELECT (id) ON `{0}`.t TO {1}", true)]
    [TestCase("CREATE TABLE `{0}`.t (id INT); GRANT SELECT ON `{0}`.t TO {1}", true)]
    [TestCase("GRANT SELECT ON `other`.* TO {1}", false)]
    [TestCase("GRANT INSERT ON `{0}`.* TO {1}", false)]
    [TestCase("GRANT USAGE ON *.* TO {1}", false)]
    public Task What_a_source_s_account_may_not_read_is_told(string grant, bool may) =>
        CheckAsync(
            grant,
            async (connection, schema) => Assert.That(await MySqlServerCheck.MayReadAsync(connection, schema, default), Is.EqualTo(may))
        );

    private static async Task CheckAsync(string grant, Func<MySqlConnection, string, Task> check)
    {
        await using var database = await TestDatabase.CreateAsync();
        string name = database.Name[..20];
        string account = $"'{name}'@'%'";
        string password = Guid.NewGuid().ToString("N");
        await database.ExecuteAsync(
            $"CREATE USER {account} IDENTIFIED BY '{password}'; "
                + grant.Replace("{0}", database.Name).Replace("{1}", account).Replace("{2}", name + "r")
        );
        try
        {
            var settings = new MySqlConnectionStringBuilder(database.ConnectionString)
            {
                UserID = name,
                Password = password,
                Database = "",
                Pooling = false,
            };
            await using var connection = new MySqlConnection(settings.ConnectionString);
            await connection.OpenAsync();
            await check(connection, database.Name);
        }
        finally
        {
            await database.ExecuteAsync($"DROP USER {account}; DROP ROLE IF EXISTS {name}r");
        }
    }

    [TestCase(0, false)]
    [TestCase(1, true)]
    public async Task Names_are_compared_as_the_server_compares_them(int lowerCase, bool holds)
    {
        await using var server = await PrivateMariaDb.StartAsync(
            new PrivateMariaDbOptions { Arguments = [$"--lower-case-table-names={lowerCase}"] }
        );
        await using var connection = await server.OpenAsync();
        string password = Guid.NewGuid().ToString("N");
        await using (
            var command = new MySqlCommand($"CREATE USER 'r'@'%' IDENTIFIED BY '{password}'; GRANT ALL ON results.* TO 'r'@'%'", connection)
        )
            await command.ExecuteNonQueryAsync();
        var settings = new MySqlConnectionStringBuilder(server.ConnectionString())
        {
            UserID = "r",
            Password = password,
            Pooling = false,
        };
        await using var account = new MySqlConnection(settings.ConnectionString);
        await account.OpenAsync();
        Assert.That(await MySqlServerCheck.MissingGrantsAsync(account, "Results", default), holds ? Is.Empty : Is.Not.Empty);
    }

    [Test]
    public async Task A_server_that_logs_statements_says_what_to_set()
    {
        await using var server = await PrivateMariaDb.StartAsync(
            new PrivateMariaDbOptions { Arguments = ["--log-bin=log", "--binlog-format=STATEMENT"] }
        );
        await using var database = await TestDatabase.CreateAsync(server);
        await using var output = OutputDatabases.MySql(new(database.ConnectionString), database.Name, NullLoggerFactory.Instance);
        Assert.That(
            async () => await output.OpenAsync(default),
            Throws.InstanceOf<OutputSetupException>().With.Message.Contains("MIXED or ROW")
        );
        await database.ExecuteAsync("SET GLOBAL binlog_format = 'MIXED'");
        await using var opened = await output.OpenAsync(default);
        Assert.That(opened.State, Is.EqualTo(System.Data.ConnectionState.Open));
    }
}
