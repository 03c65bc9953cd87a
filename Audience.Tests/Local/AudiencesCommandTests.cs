using Audience.Tests.Api;

namespace Audience.Tests.Local;

/// <summary>Audiences on the command line, against a running API.</summary>
[Category("database")]
internal sealed class AudiencesCommandTests
{
    [Test]
    public async Task Audiences_are_counted_saved_listed_downloaded_and_deleted()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        string url = system.Http.BaseAddress!.ToString(),
            file = Path.Combine(system.DataDirectory, "women.csv");
        string task = await system.Http.CreateTaskAsync(SharedApi.Body());
        await system.Http.WaitUntilDoneAsync(task);
        string panel = await PanelAsync(system, task);
        var count = await RunAsync("audiences", "count", "--of", task, "--where", panel, "--url", url);
        var overlap = await RunAsync("audiences", "overlap", "--of", task, "--panels", panel, "--url", url, "--json");
        var saved = await RunAsync(
            "audiences",
            "save",
            "some",
            "--of",
            task,
            "--where",
            $$$"""{"not": {"not": "{{{panel}}}"}}""",
            "--url",
            url
        );
        string id = saved.Text.Trim();
        var listed = await RunAsync("audiences", "list", "--url", url);
        var status = await RunAsync("audiences", "status", id, "--url", url);
        var download = await RunAsync("audiences", "download", id, "--out", file, "--url", url);
        var nonsense = await RunAsync("audiences", "count", "--of", task, "--where", "female", "--url", url);
        var deleted = await RunAsync("audiences", "delete", id, "--url", url);
        Assert.Multiple(() =>
        {
            Assert.That(count.Text, Does.Contain("in all"));
            Assert.That(overlap.Text, Does.Contain("\"combinations\":[{").And.Contain(panel));
            Assert.That(id, Has.Length.EqualTo(32), saved.Text);
            Assert.That(listed.Text, Does.Contain("some").And.Contain(id[..8]));
            Assert.That(status.Text, Does.Contain("authors now"));
            Assert.That((download.Code, File.ReadAllLines(file)[0]), Is.EqualTo((0, "source_group,s_id,author,panels,latest_time")));
            Assert.That(nonsense.Text, Does.Contain("--where is neither a panel such as /female nor JSON"));
            Assert.That(deleted.Text, Does.Contain("successfully deleted"));
        });
    }

    private static async Task<string> PanelAsync(TestSystem system, string task)
    {
        string group = (await system.Http.StatusAsync(task)).Text("result")!.Split(',')[0];
        return (await system.RowsAsync("wh_panel_mapping_" + group, task))[0].Panel;
    }

    private static async Task<(int Code, string Text)> RunAsync(params string[] arguments)
    {
        await using var process = LocalProcess.Start(arguments);
        int code = await process.WaitForExitAsync(TimeSpan.FromMinutes(1));
        return (code, process.Tail(400));
    }
}
