using System.Collections.Concurrent;
using System.Text;
using Audience.Testing;
using Audience.Tests.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Audience.Tests.Hosting;

/// <summary>Traces and metrics that are sent to a collector of OpenTelemetry.</summary>
[Category("database")]
internal sealed class TelemetryTests
{
    private readonly ConcurrentDictionary<string, string> _sent = new(StringComparer.Ordinal);
    private string _directory = "";

    [SetUp]
    public void CreateDirectory() => _directory = Directory.CreateTempSubdirectory("audience-telemetry-").FullName;

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task A_collector_is_sent_a_tasks_spans_and_the_metrics_of_work_and_runtime()
    {
        await using var collector = Collector();
        await collector.StartAsync();
        await File.WriteAllTextAsync(
            Path.Combine(_directory, ".env"),
            $"DATA_DIR=data\nOTEL_EXPORTER_OTLP_ENDPOINT={collector.Urls.Single()}\n"
                + "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf\nOTEL_METRIC_EXPORT_INTERVAL=500\nOTEL_BSP_SCHEDULE_DELAY=500\n"
        );
        await ImportAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{FreePort.Take()}") };
        await using var serve = LocalProcess.StartIn(_directory, "serve", "--urls", http.BaseAddress.ToString());
        await serve.WaitForAsync(
            async cancellationToken =>
            {
                using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
                return response.IsSuccessStatusCode;
            },
            TimeSpan.FromMinutes(2)
        );
        await http.WaitUntilDoneAsync(
            await http.CreateTaskAsync(
                new
                {
                    INPUT_TABLE = "mine",
                    START_TIME = "2020-01-01",
                    END_TIME = "2021-01-01",
                    PREDICT_TYPE = "author_name",
                    COUNTDOWN = 0,
                    PATTERN = new { female = new[] { "小姐" } },
                }
            )
        );
        await Has("/v1/metrics", "dotnet.gc.collections");
        await Has("/v1/metrics", "posts_read_total");
        await Has("/v1/traces", "audience.task_id");
        await serve.SigTermAsync(TimeSpan.FromSeconds(20));
    }

    private async Task ImportAsync()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_directory, "posts.csv"),
            "id,s_id,author,content,post_time\n1,WH_F0045,王小姐,a,2020-01-02\n"
        );
        await using var import = LocalProcess.StartIn(_directory, "import", "posts.csv", "--table", "mine", "--data", "data");
        Assert.That(await import.WaitForExitAsync(), Is.Zero, import.Tail());
    }

    private Task Has(string path, string name) =>
        Eventually.GetAsync(
            () => Task.FromResult(_sent.GetValueOrDefault(path, "")),
            sent => sent.Contains(name, StringComparison.Ordinal),
            TimeSpan.FromSeconds(30)
        );

    // Names stand in the bodies as they are, whatever the protocol puts around them.
    private WebApplication Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost(
            "/v1/{kind}",
            async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                _sent.AddOrUpdate(request.Path, Text(body), (_, before) => before + Text(body));
            }
        );
        return app;

        static string Text(MemoryStream body) => Encoding.Latin1.GetString(body.ToArray());
    }
}
