using Audience.Contracts.Tasks;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Hosting.Sources;
using MySqlConnector;

namespace Audience.Tests.Security;

/// <summary>A server that posts are read from may not read files of ours.</summary>
[Category("database")]
internal sealed class LocalInfileTests
{
    [Test]
    public async Task A_hostile_source_gets_no_file()
    {
        using var file = new ScratchFile("c4nary");
        using var server = HostileServer.Start(file.Path);
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            [],
            new Dictionary<string, string?> { ["SITE_HOSTS"] = "127.0.0.1" }
        );
        var task = new TaskDefinition
        {
            TaskId = new string('0', 32),
            ModelType = "keyword_model",
            PredictType = "author",
            Start = default,
            End = default,
            DateRange = "",
            InputSchema = "posts",
            InputTable = "ts_page_content",
            OutputSchema = "none",
            Countdown = 0,
            Queue = "queue1",
            SiteConfig = new SiteConfig
            {
                Host = "127.0.0.1",
                Port = server.Port,
                User = "u",
            },
        };
        Assert.That(() => system.Get<PostSources>().Open(task).FindProblemAsync(default), Throws.Exception);
        Assert.Multiple(() =>
        {
            Assert.That(server.Asked, Is.GreaterThan(0), "it came to the point where it could ask");
            Assert.That(server.Received.ToString(), Does.Not.Contain("c4nary"));
        });
    }

    [Test]
    public async Task The_input_connection_refuses_what_the_output_connection_needs()
    {
        using var file = new ScratchFile("c4nary\n");
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (a TEXT)");
        var settings = new DatabaseSettings
        {
            Host = database.Server.Host,
            Port = database.Server.Port,
            User = database.Server.User,
            Password = database.Server.Password,
            Schema = database.Name,
        };
        await using var connection = new MySqlConnection(settings.Connection().ConnectionString);
        await connection.OpenAsync();
        await using var command = new MySqlCommand($"LOAD DATA LOCAL INFILE '{file.Path}' INTO TABLE {database.Name}.t", connection);
        Assert.That(() => command.ExecuteNonQueryAsync(), Throws.Exception);
        Assert.That(await database.ScalarAsync<long>("SELECT COUNT(*) FROM t"), Is.Zero);
    }

    private sealed class ScratchFile : IDisposable
    {
        public ScratchFile(string content) => File.WriteAllText(Path, content);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
