using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Audience.Samples;
using Audience.Testing;

namespace Audience.Tests.Local;

/// <summary>serve: all roles in one process that stays.</summary>
[Category("database")]
internal sealed class ServeTests
{
    // As the contract's document has it, apart from host and port, and without a SITE_CONFIG, whose values it leaves open.
    private const string ExampleOfTheContract = """
        {
          "MODEL_TYPE": "keyword_model",
          "PREDICT_TYPE": "author_name",
          "START_TIME": "2020-01-01",
          "END_TIME": "2021-01-01",
          "PATTERN": {},
          "INPUT_SCHEMA": "wh_tiktok",
          "INPUT_TABLE": "ts_page_content",
          "OUTPUT_SCHEMA": "audience_result",
          "COUNTDOWN": 0,
          "QUEUE": "queue1"
        }
        """;

    [Test]
    public async Task It_answers_the_contracts_example_and_keeps_its_tasks_over_a_restart()
    {
        var directory = Directory.CreateTempSubdirectory("audience-serve-");
        int port = FreePort.Take();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        JsonElement done;
        await using (var serve = await StartAsync(port, directory))
        {
            string id = await http.CreateTaskAsync(ExampleOfTheContract);
            done = await http.WaitUntilDoneAsync(id);
            Assert.That(await serve.SigTermAsync(TimeSpan.FromSeconds(20)), Is.Zero, serve.Tail());
        }
        await using (var serve = await StartAsync(port, directory))
        {
            var again = await http.StatusAsync(done.Text("task_id")!);
            await serve.SigTermAsync(TimeSpan.FromSeconds(20));
            Assert.Multiple(() =>
            {
                Assert.That((done.Text("stat"), done.Text("prod_stat")), Is.EqualTo(("SUCCESS", "finish")), done.ToString());
                Assert.That(again.ToString(), Is.EqualTo(done.ToString()));
            });
        }
        directory.Delete(recursive: true);
    }

    [Test]
    public async Task It_takes_the_settings_of_a_file_and_none_that_is_empty()
    {
        var directory = Directory.CreateTempSubdirectory("audience-serve-");
        await File.WriteAllTextAsync(
            Path.Combine(directory.FullName, ".env"),
            "DATA_DIR=own\nSOURCE_GROUPS==WH_*=everything\nCHUNK_SIZE=\nINPUT_SCHEMA=\nURLS=\n"
        );
        int port = FreePort.Take();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await using (var serve = LocalProcess.StartIn(directory.FullName, "serve", "--urls", http.BaseAddress.ToString()))
        {
            await WaitUntilReadyAsync(serve, http);
            var done = await http.WaitUntilDoneAsync(await http.CreateTaskAsync(ExampleOfTheContract));
            await serve.SigTermAsync(TimeSpan.FromSeconds(20));
            Assert.That(done.Text("result"), Is.EqualTo("everything"));
            Assert.That(Directory.GetFiles(Path.Combine(directory.FullName, "own")), Is.Not.Empty);
        }
        directory.Delete(recursive: true);
    }

    [Test]
    public async Task A_wrong_setting_stops_it_with_its_name()
    {
        await using var serve = HostProcess.StartDotnet(
            Path.Combine(AppContext.BaseDirectory, "Audience.Local.dll"),
            ["serve"],
            new Dictionary<string, string?>
            {
                ["CHUNK_SIZE"] = "0",
                ["BROKER_URL"] = "http://x",
                ["TIME_ZONE"] = "Moon/Sea",
            }
        );
        int code = await serve.WaitForExitAsync(TimeSpan.FromSeconds(30));
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(
                serve.Tail(),
                Does.Contain("CHUNK_SIZE: '0' is not a whole number from 1 to 10000000")
                    .And.Contain("BROKER_URL: is not of the form")
                    .And.Contain("TIME_ZONE: 'Moon/Sea'")
            );
        });
    }

    [Test]
    public async Task A_port_in_use_is_said_without_a_stack_trace()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var directory = Directory.CreateTempSubdirectory("audience-serve-");
        await File.WriteAllBytesAsync(Path.Combine(directory.FullName, SqlitePosts.Schema + ".db"), []);
        string url = $"http://{other.LocalEndpoint}";
        await using var serve = LocalProcess.Start("serve", "--urls", url, "--data", directory.FullName);
        int code = await serve.WaitForExitAsync(TimeSpan.FromMinutes(1));
        directory.Delete(recursive: true);
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(2), serve.Tail());
            Assert.That(
                serve.Lines(),
                Has.One.EqualTo(
                    $"Failed to bind to address {url}: address already in use. "
                        + "End the process that listens there, or choose another address with --urls or URLS."
                )
            );
            Assert.That(serve.Tail(), Does.Not.Contain("   at ").And.Not.Contain(" ERR "));
        });
    }

    private static async Task<HostProcess> StartAsync(int port, DirectoryInfo directory)
    {
        var serve = LocalProcess.Start("serve", "--urls", $"http://127.0.0.1:{port}", "--data", directory.FullName);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await WaitUntilReadyAsync(serve, http);
        return serve;
    }

    private static Task WaitUntilReadyAsync(HostProcess serve, HttpClient http) =>
        serve.WaitForAsync(
            async cancellationToken =>
            {
                using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
                return response.IsSuccessStatusCode;
            },
            TimeSpan.FromMinutes(2)
        );
}
