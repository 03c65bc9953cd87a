using System.Text;
using System.Text.Json;
using Audience.Samples;
using Audience.Testing;
using Audience.Tests.Api;

namespace Audience.Tests.Security;

/// <summary>
/// A password that is nowhere else is put wherever a password goes, and must come out nowhere: not even where things fail.
/// </summary>
[Category("broker"), NonParallelizable]
internal sealed class CanaryTests
{
    private static readonly string s_canary = $"c4nary{Guid.NewGuid():N}";
    private readonly StringBuilder _seen = new();

    [Test]
    public async Task No_password_reaches_a_log_a_message_a_table_or_an_answer()
    {
        var broker = await Servers.RabbitMqAsync();
        await using var input = await TestDatabase.CreateAsync();
        await using var output = await TestDatabase.CreateAsync();
        await MySqlPosts.WriteAsync(input.ConnectionString, new PostMaker(2_000, new DateTime(2020, 1, 1), 30).Make(), default);
        string account = $"canary_{Guid.NewGuid():N}"[..24];
        await AddAccountsAsync(broker, input, account, account + "_site", account + "_late");
        await using var tap = await BrokerTap.OpenAsync(broker);
        await using var system = await HostProcesses.StartAsync(input, output, labelWorkers: 1, Settings(broker, account));

        var task = await CallEverythingAsync(system, input, output, account);
        await Eventually.GetAsync(
            () => Task.FromResult(tap.Text),
            text => text.Contains(Guid.ParseExact(task, "N").ToString("D"), StringComparison.Ordinal),
            TimeSpan.FromSeconds(30)
        );

        string tables = await TablesAsync(output);
        Assert.Multiple(() =>
        {
            Assert.That(_seen.ToString(), Does.Not.Contain(s_canary), "answers");
            Assert.That(Logs(system.All), Does.Not.Contain(s_canary).And.Contain(task), "logs");
            Assert.That(tap.Text, Does.Not.Contain(s_canary), "messages");
            Assert.That(tables, Does.Not.Contain(s_canary).And.Contain(task), "tables");
        });
        foreach (string name in new[] { account, account + "_site", account + "_late" })
            await input.ExecuteAsync($"DROP USER IF EXISTS '{name}'@'%'");
        await broker.ControlAsync(["delete_user", account]);
    }

    [Test]
    public async Task No_password_that_is_wrong_reaches_a_log_or_an_answer()
    {
        var broker = await Servers.RabbitMqAsync();
        await using var input = await TestDatabase.CreateAsync();
        await using var output = await TestDatabase.CreateAsync();
        int[] ports = FreePort.Take(3);
        var processes = new List<HostProcess>();
        try
        {
            // Wrong for the databases; for the broker too; and with a broker that is not there.
            foreach (
                var (port, program, url) in new[]
                {
                    (ports[0], "Audience.Api.dll", Url(broker.Port, "nobody")),
                    (ports[1], "Audience.LabelWorker.dll", Url(broker.Port, "nobody")),
                    (ports[2], "Audience.ModelWorker.dll", Url(FreePort.Take(), "nobody")),
                }
            )
            {
                var environment = await HostProcesses.EnvironmentAsync(input, output);
                (environment["INPUT_PASSWORD"], environment["OUTPUT_PASSWORD"], environment["BROKER_URL"], environment["URLS"]) = (
                    s_canary,
                    s_canary,
                    url,
                    $"http://127.0.0.1:{port}"
                );
                processes.Add(HostProcess.StartDotnet(Path.Combine(AppContext.BaseDirectory, program), [], environment));
            }
            using var http = new HttpClient();
            foreach (var (port, process) in ports.Zip(processes))
            {
                await process.WaitForAsync(
                    async cancellationToken =>
                    {
                        using var response = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"), cancellationToken);
                        string text = await response.Content.ReadAsStringAsync(cancellationToken);
                        _seen.Append(text);
                        return text.Contains("Access denied", StringComparison.Ordinal);
                    },
                    TimeSpan.FromMinutes(1)
                );
                await process.WaitForLineAsync(
                    line =>
                        line.Contains("Connection Failed", StringComparison.OrdinalIgnoreCase)
                        || line.Contains("BrokerUnreachable", StringComparison.Ordinal)
                        || line.Contains("The broker at", StringComparison.Ordinal),
                    TimeSpan.FromMinutes(1)
                );
                _seen.Append(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics")));
            }
            using var api = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{ports[0]}") };
            _seen.Append((await api.PostAnswerAsync("/tasks/", SharedApi.Body())).Text).Append((await api.GetAnswerAsync("/tasks/")).Text);
            Assert.That(_seen.ToString(), Does.Not.Contain(s_canary).And.Contain("Access denied"), "answers");
            Assert.That(Logs(processes), Does.Not.Contain(s_canary), "logs");
        }
        finally
        {
            foreach (var process in processes)
                await process.DisposeAsync();
        }
    }

    // The id of the task that failed in the worker.
    private async Task<string> CallEverythingAsync(HostProcesses system, TestDatabase input, TestDatabase output, string account)
    {
        Dictionary<string, object?> Site(params (string Name, object? Value)[] changes)
        {
            var site = new Dictionary<string, object?>
            {
                ["host"] = input.Server.Host,
                ["port"] = input.Server.Port,
                ["user"] = account + "_site",
                ["password"] = s_canary,
                ["db"] = input.Name,
            };
            foreach (var (name, value) in changes)
                site[name] = value;
            return site;
        }
        // The canary signs a callback that nobody takes.
        string nobody = $"http://127.0.0.1:{FreePort.Take()}/";
        string done = await system.Http.CreateTaskAsync(SharedApi.Body(("SITE_CONFIG", Site()), ("CALLBACK_URL", nobody)));
        await system.Http.WaitUntilDoneAsync(done);
        await Eventually.GetAsync(
            () => system.Http.ReadAsync("/callbacks/?failed=true"),
            answer => answer.ToString().Contains(done, StringComparison.Ordinal),
            TimeSpan.FromMinutes(1)
        );

        // Accepted, and then nobody lets it in.
        system.All[1].Pause();
        string failing = await system.Http.CreateTaskAsync(SharedApi.Body(("SITE_CONFIG", Site(("user", account + "_late")))));
        await input.ExecuteAsync($"DROP USER '{account}_site'@'%', '{account}_late'@'%'");
        system.All[1].Continue();
        var failed = await system.Http.WaitUntilDoneAsync(failing);
        Assert.That(failed.Text("stat"), Is.EqualTo("FAILURE"), failed.ToString());

        object?[] sites =
        [
            Site(),
            Site(("password", s_canary + "x")),
            Site(("port", FreePort.Take())),
            Site(("host", "evil.example")),
            Site(("db", "a;b")),
            Site(("charset", "big5")),
            Site(("passwd", s_canary)),
            Site(("password", new[] { s_canary })),
            Site(("port", "x")),
            Site(("user", null)),
            $"Server={input.Server.Host};Password={s_canary}",
            new[] { s_canary },
            new Dictionary<string, object> { ["password"] = s_canary },
        ];
        foreach (object? site in sites)
            await SeeAsync(system.Http, HttpMethod.Post, "/tasks/", JsonSerializer.Serialize(SharedApi.Body(("SITE_CONFIG", site))));
        string body = JsonSerializer.Serialize(SharedApi.Body(("SITE_CONFIG", Site())));
        foreach (
            string broken in new[]
            {
                body[..^10],
                body.Replace(s_canary, s_canary + "\\ud800", StringComparison.Ordinal),
                body.Replace(s_canary + "\"", s_canary, StringComparison.Ordinal),
                body.Replace("START_TIME", "STOP_TIME", StringComparison.Ordinal),
            }
        )
            await SeeAsync(system.Http, HttpMethod.Post, "/tasks/", broken);
        // As an exception that nobody foresaw: the table of definitions is not what it should be.
        await output.ExecuteAsync("ALTER TABLE task_definition RENAME COLUMN site_config TO gone");
        await SeeAsync(system.Http, HttpMethod.Post, "/tasks/", body.Replace(account + "_site", account, StringComparison.Ordinal));
        await output.ExecuteAsync("ALTER TABLE task_definition RENAME COLUMN gone TO site_config");
        foreach (
            string path in new[]
            {
                "/tasks/",
                $"/tasks/{done}",
                $"/tasks/{failing}",
                $"/tasks/{done}/sample/",
                "/callbacks/",
                "/openapi.json",
                "/metrics",
                "/health/ready",
                "/docs/index.html",
            }
        )
            await SeeAsync(system.Http, HttpMethod.Get, path, null);
        return failing;
    }

    private async Task SeeAsync(HttpClient http, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request);
        _seen.Append(response.Headers).Append(await response.Content.ReadAsStringAsync()).Append('\n');
    }

    private static async Task AddAccountsAsync(PrivateRabbitMq broker, TestDatabase database, params string[] accounts)
    {
        await broker.ControlAsync(["add_user", accounts[0], s_canary]);
        await broker.ControlAsync(["set_permissions", accounts[0], ".*", ".*", ".*"]);
        foreach (string account in accounts)
            await database.ExecuteAsync($"CREATE USER '{account}'@'%' IDENTIFIED BY '{s_canary}'; GRANT ALL ON *.* TO '{account}'@'%'");
    }

    private static Dictionary<string, string?> Settings(PrivateRabbitMq broker, string account) =>
        new()
        {
            ["INPUT_USER"] = account,
            ["INPUT_PASSWORD"] = s_canary,
            ["OUTPUT_USER"] = account,
            ["OUTPUT_PASSWORD"] = s_canary,
            ["BROKER_URL"] = Url(broker.Port, account),
            ["SECRET_KEYS"] = Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray()),
            ["CHUNK_ATTEMPTS"] = "1",
            ["CALLBACK_HOSTS"] = "127.0.0.1",
            ["CALLBACK_SECRET"] = s_canary,
        };

    private static string Url(int port, string user) => $"amqp://{user}:{s_canary}@127.0.0.1:{port}/";

    private static string Logs(IEnumerable<HostProcess> processes) => string.Join('\n', processes.SelectMany(p => p.Lines()));

    // Every value of every row of every table, as text.
    private static async Task<string> TablesAsync(TestDatabase database)
    {
        var all = new StringBuilder();
        await using var connection = await database.OpenAsync();
        var tables = new List<string>();
        await using (var names = await new MySqlConnector.MySqlCommand("SHOW TABLES", connection).ExecuteReaderAsync())
            while (await names.ReadAsync())
                tables.Add(names.GetString(0));
        foreach (string table in tables)
        {
            await using var rows = await new MySqlConnector.MySqlCommand($"SELECT * FROM `{table}`", connection).ExecuteReaderAsync();
            while (await rows.ReadAsync())
                for (int i = 0; i < rows.FieldCount; i++)
                    all.Append(rows.GetValue(i) is byte[] bytes ? Encoding.Latin1.GetString(bytes) : rows.GetValue(i)).Append('\n');
        }
        return all.ToString();
    }
}
