using Audience.Testing;
using MySqlConnector;

namespace Audience.Tests.Testing;

[Category("database")]
internal sealed class PrivateMariaDbTests
{
    private PrivateMariaDb _server;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _server = await PrivateMariaDb.StartAsync(
            new PrivateMariaDbOptions { Arguments = ["--max-allowed-packet=2M", "--local-infile=0"] }
        );

    [OneTimeTearDown]
    public async Task EndAsync() => await _server.DisposeAsync();

    [Test]
    public async Task Arguments_win_over_the_defaults()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(_server);

        Assert.That(await database.ScalarAsync<long>("SELECT @@max_allowed_packet"), Is.EqualTo(2 * 1024 * 1024));
        Assert.That(await database.ScalarAsync<long>("SELECT @@local_infile"), Is.Zero);
        Assert.That(await database.ScalarAsync<string>("SELECT @@character_set_database"), Is.EqualTo("utf8mb4"));
    }

    [Test]
    public void A_wrong_password_is_refused()
    {
        string wrong = _server.ConnectionString().Replace(_server.Password, "", StringComparison.Ordinal);

        var error = Assert.ThrowsAsync<MySqlException>(async () => await new MySqlConnection(wrong).OpenAsync());

        Assert.That(error!.ErrorCode, Is.EqualTo(MySqlErrorCode.AccessDenied));
    }

    [Test]
    public async Task Committed_rows_outlive_a_kill_and_a_stop()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(_server);
        await database.ExecuteAsync("CREATE TABLE t (word VARCHAR(20)); INSERT INTO t VALUES ('雨'), ('🌧')");
        int first = _server.ProcessId;

        _server.Kill();
        Assert.That(async () => await ConnectAsync(), Throws.InstanceOf<MySqlException>());
        await _server.StartAgainAsync();

        Assert.That(_server.ProcessId, Is.Not.EqualTo(first));
        Assert.That(await CountAsync(database), Is.EqualTo(2));

        await _server.StopAsync();
        await _server.StartAgainAsync();

        Assert.That(await CountAsync(database), Is.EqualTo(2));
    }

    [Test]
    public async Task A_paused_server_answers_when_it_continues()
    {
        await using MySqlConnection connection = await _server.OpenAsync();
        await using var command = new MySqlCommand("SELECT 1", connection);

        _server.Pause();
        Task<object?> answer = command.ExecuteScalarAsync();
        // Until a second one has given up.
        await using var other = new MySqlConnection(
            new MySqlConnectionStringBuilder(_server.ConnectionString()) { ConnectionTimeout = 1, Pooling = false }.ConnectionString
        );
        Assert.That(async () => await other.OpenAsync(), Throws.InstanceOf<MySqlException>());
        Assert.That(answer.IsCompleted, Is.False);
        _server.Continue();

        Assert.That(await answer, Is.EqualTo(1));
    }

    [Test]
    public async Task A_given_data_directory_is_kept_and_used_again()
    {
        string data = Path.Combine(Path.GetTempPath(), $"audience-kept-{Guid.NewGuid():N}");
        var options = new PrivateMariaDbOptions { DataDirectory = data };
        try
        {
            await using (PrivateMariaDb first = await PrivateMariaDb.StartAsync(options))
                await RunAsync(first, "CREATE DATABASE kept; CREATE TABLE kept.t (a INT); INSERT INTO kept.t VALUES (7)");
            await using PrivateMariaDb second = await PrivateMariaDb.StartAsync(options);

            Assert.That(await RunAsync(second, "SELECT a FROM kept.t"), Is.EqualTo(7));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Test]
    public void A_server_that_does_not_come_up_tells_why()
    {
        var options = new PrivateMariaDbOptions { Arguments = ["--no-such-option"] };

        var error = Assert.ThrowsAsync<InvalidOperationException>(() => PrivateMariaDb.StartAsync(options));

        Assert.That(error!.Message, Does.Contain("no-such-option"));
    }

    private async Task ConnectAsync()
    {
        await using var connection = new MySqlConnection(_server.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
    }

    private async Task<long> CountAsync(TestDatabase database)
    {
        // Connections kept from before the kill are dead, and the pool would hand one out.
        await MySqlConnection.ClearAllPoolsAsync();
        Assert.That(database.Server, Is.SameAs(_server));
        return await database.ScalarAsync<long>("SELECT COUNT(*) FROM t");
    }

    private static async Task<object?> RunAsync(PrivateMariaDb server, string sql)
    {
        await using MySqlConnection connection = await server.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
