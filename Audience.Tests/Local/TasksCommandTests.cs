using System.Text.Json;
using Audience.Tests.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Audience.Tests.Local;

/// <summary>The command line against a running API.</summary>
[Category("database")]
internal sealed class TasksCommandTests
{
    [Test]
    public async Task Tasks_are_watched_listed_shown_sampled_and_aborted()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        string url = system.Http.BaseAddress!.ToString();
        string id = await system.Http.CreateTaskAsync(SharedApi.Body());
        var watched = await RunAsync("tasks", "watch", id, "--url", url, "--json");
        var listed = await RunAsync("tasks", "list", "--url", url);
        var status = await RunAsync("tasks", "status", id, "--url", url);
        var sample = await RunAsync("tasks", "sample", id, "--url", url, "--json");
        var rules = await RunAsync("tasks", "rules", id, "--url", url);
        var abort = await RunAsync("tasks", "abort", id, "--url", url);
        Assert.Multiple(() =>
        {
            Assert.That(watched.Code, Is.Zero, watched.Text);
            Assert.That(JsonSerializer.Deserialize<JsonElement>(watched.Text).Text("prod_stat"), Is.EqualTo("finish"));
            Assert.That(listed.Code, Is.Zero, listed.Text);
            Assert.That(listed.Text, Does.Contain("SUCCESS"));
            Assert.That(status.Text, Does.Contain("length_receive_table").And.Contain("240"));
            Assert.That(JsonSerializer.Deserialize<JsonElement>(sample.Text).GetArrayLength(), Is.EqualTo(100));
            Assert.That(rules.Code, Is.Zero, rules.Text);
            Assert.That(rules.Text, Does.Contain("小姐").And.Contain("1 rules match some of 240 posts"));
            Assert.That((abort.Code, abort.Text.Trim()), Is.EqualTo((1, $"400: task {id} has ended with SUCCESS and cannot be aborted")));
        });
    }

    [Test]
    public async Task Tasks_are_created_from_a_file_named_by_a_part_of_their_id_downloaded_and_deleted()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        string url = system.Http.BaseAddress!.ToString();
        string body = Path.Combine(system.DataDirectory, "tasks.jsonl"),
            rows = Path.Combine(system.DataDirectory, "rows.csv");
        await File.WriteAllTextAsync(body, JsonSerializer.Serialize(SharedApi.Body()) + "\n\n");
        var created = await RunAsync("tasks", "create", "--file", body, "--url", url, "--priority", "low", "--keep-days", "30");
        string id = created.Text.Trim();
        var task = await system.Http.WaitUntilDoneAsync(id);
        Assert.That((task.Text("keep_days"), task.Text("priority")), Is.EqualTo(("30", "low")));
        var refused = await RunAsync(
            "tasks",
            "create",
            JsonSerializer.Serialize(SharedApi.Body()),
            "--callback-url",
            "https://nobody.example/",
            "--url",
            url
        );
        Assert.That(refused.Text, Does.Contain("nobody.example"));
        var download = await RunAsync("tasks", "download", id[..12], "--url", url, "--out", rows, "--rows", "panels");
        var unknown = await RunAsync("tasks", "download", "f00d", "--url", url);
        var misspelt = await RunAsync("tasks", "create", """{"PATERN": {}}""", "--url", url);
        var deleted = await RunAsync("tasks", "delete", id[..12], "--url", url);
        Assert.Multiple(() =>
        {
            Assert.That(created.Code, Is.Zero, created.Text);
            Assert.That(
                (download.Code, File.ReadAllLines(rows)[0]),
                Is.EqualTo((0, "source_group,id,source_author,panel,create_time,field_content,match_content")),
                download.Text
            );
            Assert.That((unknown.Code, unknown.Text), Is.EqualTo((1, unknown.Text)));
            Assert.That(unknown.Text, Does.Contain("begins with 'f00d'"));
            Assert.That(misspelt.Text, Does.Contain("PATERN"));
            Assert.That(deleted.Code, Is.Zero, deleted.Text);
        });
    }

    [Test]
    public async Task Two_tasks_are_compared_in_tables_of_80_columns()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        string url = system.Http.BaseAddress!.ToString();
        List<string> ids = [];
        foreach (string keyword in new[] { "小姐", "先生" })
        {
            var body = SharedApi.Body();
            body["PATTERN"] = new Dictionary<string, string[]> { ["女性"] = [keyword], [$"很長的標籤名稱{keyword}"] = [keyword] };
            ids.Add(await system.Http.CreateTaskAsync(body));
            await system.Http.WaitUntilDoneAsync(ids[^1]);
        }
        var compared = await RunAsync("tasks", "compare", ids[0], ids[1], "--url", url);
        var itself = await RunAsync("tasks", "compare", ids[0], ids[0], "--url", url);
        Assert.Multiple(() =>
        {
            Assert.That(compared.Code, Is.Zero, compared.Text);
            Assert.That(compared.Text, Does.Contain("added").And.Contain("先生").And.Contain("/female").And.Contain("gained"));
            Assert.That(compared.Text.Split('\n').Select(Width), Is.All.LessThanOrEqualTo(80), compared.Text);
            Assert.That((itself.Code, itself.Text), Is.EqualTo((1, itself.Text)));
            Assert.That(itself.Text, Does.Contain("are the same task"));
        });

        static int Width(string line) => line.TrimEnd().Sum(c => c >= '\u2e80' ? 2 : 1);
    }

    [Test]
    public async Task What_is_wrong_is_said()
    {
        var nobody = await RunAsync("tasks", "list", "--url", $"http://127.0.0.1:{Audience.Testing.FreePort.Take(1)[0]}");
        var nonsense = await RunAsync("tasks", "list", "--url", "nonsense");
        Assert.Multiple(() =>
        {
            Assert.That(nobody.Code, Is.EqualTo(2));
            Assert.That(nobody.Text, Does.Contain("does not answer"));
            Assert.That(nonsense.Code, Is.EqualTo(1));
            Assert.That(nonsense.Text, Does.Contain("--url 'nonsense' is not an address"));
        });
    }

    [TestCase("/aud")]
    [TestCase("/aud/")]
    public async Task The_path_of_the_address_is_kept(string path)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var proxy = builder.Build();
        var asked = new TaskCompletionSource<string>();
        proxy.MapFallback(context =>
        {
            asked.TrySetResult(context.Request.Path);
            return context.Response.WriteAsJsonAsync(
                new
                {
                    error_code = 200,
                    error_message = "OK",
                    content = Array.Empty<object>(),
                }
            );
        });
        await proxy.StartAsync();
        var listed = await RunAsync("tasks", "list", "--json", "--url", proxy.Urls.Single() + path);
        Assert.That(listed.Code, Is.Zero, listed.Text);
        Assert.That(await asked.Task, Is.EqualTo("/aud/tasks/"));
    }

    private static async Task<(int Code, string Text)> RunAsync(params string[] arguments)
    {
        await using var process = LocalProcess.Start(arguments);
        int code = await process.WaitForExitAsync(TimeSpan.FromMinutes(1));
        return (code, process.Tail(400));
    }
}
