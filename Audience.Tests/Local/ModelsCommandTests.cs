using System.Text.Json;
using Audience.Tests.Api;

namespace Audience.Tests.Local;

/// <summary>From an empty system to a model that labels a file, by the command line alone.</summary>
[Category("database")]
internal sealed class ModelsCommandTests
{
    private static readonly string s_documents = Path.Combine(Repository.Root, "examples", "documents.csv");

    [Test]
    public async Task A_model_is_prepared_from_an_uploaded_file_reported_downloaded_and_labels()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        string url = system.Http.BaseAddress!.ToString();
        string archive = Path.Combine(system.DataDirectory, "model.zip"),
            rows = Path.Combine(system.DataDirectory, "rows.csv"),
            posts = Path.Combine(system.DataDirectory, "posts.csv");
        await File.WriteAllTextAsync(posts, "content\n" + File.ReadLines(s_documents).ElementAt(1).Split(',')[2] + "\n");

        string set = (await OkAsync("datasets", "add", "topics", "--url", url)).Trim();
        string uploaded = await OkAsync("datasets", "upload", set, s_documents, "--url", url, "--json");
        string sets = await OkAsync("datasets", "list", "--url", url);
        string model = await OkAsync("models", "prepare", set, "--job", "24", "--type", "SVM_MODEL", "--wait", "--url", url, "--json");
        string report = await OkAsync("models", "report", "24", "--url", url);
        var noVote = await CallAsync("models", "votes", "24", "--url", url);
        string models = await OkAsync("models", "list", "--url", url);
        await OkAsync("models", "download", "24", "--out", archive, "--url", url);
        string labelled = await OkAsync("label", posts, "--model", archive, "--out", rows, "--json");
        string imported = (await OkAsync("models", "import", archive, "--job", "25", "--url", url)).Trim();
        await OkAsync("datasets", "download", set, "--out", rows + "2", "--url", url);
        await OkAsync("models", "delete", "24", "--url", url);
        var gone = await CallAsync("models", "status", "24", "--url", url);
        await OkAsync("datasets", "delete", set, "--url", url);
        var unknown = await CallAsync("datasets", "status", set, "--url", url);

        Assert.Multiple(() =>
        {
            Assert.That(set, Has.Length.EqualTo(32));
            Assert.That(JsonSerializer.Deserialize<JsonElement>(uploaded).GetProperty("documents").GetInt32(), Is.EqualTo(390));
            Assert.That(sets, Does.Contain("topics"));
            Assert.That(JsonSerializer.Deserialize<JsonElement>(model).Text("training_status"), Is.EqualTo("finished"));
            Assert.That(report, Does.Contain("macro avg").And.Contain("test"));
            Assert.That(models, Does.Contain("24_svm_model").And.Contain("finished"));
            Assert.That(labelled, Does.Contain("\"posts\""));
            Assert.That(imported, Has.Length.EqualTo(32));
            Assert.That(File.ReadLines(rows + "2").Count(), Is.EqualTo(391));
            Assert.That((gone.Code, gone.Text), Is.EqualTo((1, "400: there is no model 24")));
            Assert.That(unknown.Code, Is.EqualTo(1));
            Assert.That(noVote.Text, Does.Contain("only a LABEL_VOTE_MODEL weighs the votes of others"));
        });
    }

    [Test]
    public async Task What_is_refused_says_why()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        string url = system.Http.BaseAddress!.ToString();
        string bad = Path.Combine(system.DataDirectory, "bad.csv");
        await File.WriteAllTextAsync(bad, "content,label,dataset_type\nx,y,nonsense\n");
        string set = (await OkAsync("datasets", "add", "bad", "--url", url)).Trim();
        var upload = await CallAsync("datasets", "upload", set, bad, "--url", url);
        var absent = await CallAsync("datasets", "upload", set, bad + "2", "--url", url);
        var failed = await CallAsync("models", "prepare", set, "--job", "7", "--wait", "--url", url);
        Assert.Multiple(() =>
        {
            Assert.That(upload.Code, Is.EqualTo(1));
            Assert.That(upload.Text, Does.Contain("line 2"));
            Assert.That(absent.Code, Is.EqualTo(1));
            Assert.That(absent.Text, Does.Contain("bad.csv2"));
            Assert.That(failed.Code, Is.EqualTo(1));
            Assert.That(failed.Text, Does.Contain("error_message"));
        });
    }

    private static async Task<string> OkAsync(params string[] arguments)
    {
        var (code, text) = await CallAsync(arguments);
        Assert.That(code, Is.Zero, $"{string.Join(' ', arguments)}: {text}");
        return text;
    }

    private static async Task<(int Code, string Text)> CallAsync(params string[] arguments)
    {
        await using var process = LocalProcess.Start(arguments);
        int code = await process.WaitForExitAsync(TimeSpan.FromMinutes(1));
        return (code, process.Tail(1000).Trim());
    }
}
