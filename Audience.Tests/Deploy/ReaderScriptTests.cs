using Audience.Testing;
using MySqlConnector;

namespace Audience.Tests.Deploy;

/// <summary>Runs, against a real server, the script that the database's container runs on its first start.</summary>
[Category("database")]
internal sealed class ReaderScriptTests
{
    private const string Password = """it's a \ "password" """;

    [Test]
    public async Task It_makes_an_account_that_may_only_read_the_posts()
    {
        PrivateMariaDb server = await Servers.MariaDbAsync();
        await using TestDatabase posts = await TestDatabase.CreateAsync();
        await using TestDatabase other = await TestDatabase.CreateAsync();
        await posts.ExecuteAsync("CREATE TABLE t (a INT); INSERT INTO t VALUES (1)");
        string user = $"it's {posts.Name}";

        await RunAsync(server, posts.Name, user);

        await using MySqlConnection reader = await OpenAsync(server, user);
        Assert.That(await RunAsync(reader, $"SELECT a FROM {posts.Name}.t"), Is.EqualTo(1));
        Assert.ThrowsAsync<MySqlException>(() => RunAsync(reader, $"INSERT INTO {posts.Name}.t VALUES (2)"));
        Assert.ThrowsAsync<MySqlException>(() => RunAsync(reader, $"USE {other.Name}"));
        await posts.ExecuteAsync($"DROP USER '{MySqlHelper.EscapeString(user)}'@'%'");
    }

    private static async Task RunAsync(PrivateMariaDb server, string schema, string user)
    {
        string home = Directory.CreateTempSubdirectory("audience-client-").FullName;
        try
        {
            // In the container the client finds the server without being told where.
            await File.WriteAllTextAsync(
                Path.Combine(home, ".my.cnf"),
                $"[client]\nprotocol=tcp\nhost={server.Host}\nport={server.Port}\n"
            );
            await using HostProcess script = HostProcess.Start(
                new HostProcessOptions
                {
                    FileName = "bash",
                    Arguments = ["-e", Repository.PathOf("deploy", "mariadb", "10-reader.sh")],
                    Environment = new Dictionary<string, string?>
                    {
                        ["HOME"] = home,
                        ["MARIADB_ROOT_PASSWORD"] = server.Password,
                        ["INPUT_SCHEMA"] = schema,
                        ["INPUT_USER"] = user,
                        ["INPUT_PASSWORD"] = Password,
                    },
                }
            );
            Assert.That(await script.WaitForExitAsync(), Is.Zero, script.Tail());
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task<MySqlConnection> OpenAsync(PrivateMariaDb server, string user)
    {
        var connection = new MySqlConnection(
            new MySqlConnectionStringBuilder
            {
                Server = server.Host,
                Port = (uint)server.Port,
                UserID = user,
                Password = Password,
                Pooling = false,
            }.ConnectionString
        );
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<object?> RunAsync(MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
