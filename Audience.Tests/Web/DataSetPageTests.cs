using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Audience.Tests.Web;

/// <summary>Data sets and models in the browser: from a file to a model whose mistakes are seen.</summary>
[Category("pages")]
internal sealed class DataSetPageTests : PageTest
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_set_is_made_uploaded_and_edited_in_place(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        var page = await Browser.OpenAsync(system, "/console/datasets", scripts: scripts);
        await page.GetByLabel("Name").FillAsync("<b>topics");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "<b>topics" })).ToBeVisibleAsync();

        await UploadAsync(page, "content,label,document_type\na,,train\nb,x,later\n");
        await Assertions.Expect(page.Locator(".mistakes li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".mistakes li").Nth(1)).ToContainTextAsync("line 3, column document_type");
        await UploadAsync(page, "content,label,document_type\nfirst <i>,x,train\nsecond,y,train\nthird,y,test\n");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Written: 3 documents");
        await Assertions.Expect(page.Locator("#splits rect")).ToHaveCountAsync(3);

        await page.Locator("#label").SelectOptionAsync("y");
        if (!scripts)
            await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#rows tbody tr")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit 2" }).ClickAsync();
        await page.Locator("#edit-content").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mistakes")).ToContainTextAsync("CONTENT");
        await page.Locator("#edit-content").FillAsync("changed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("#row-2")).ToContainTextAsync("changed");
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit 3" }).ClickAsync();
        await page.Locator("#row-3").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rows tbody tr")).ToHaveCountAsync(1);
        await page.Locator("#new-content").FillAsync("fourth");
        await page.Locator("#new-row-label").FillAsync("y");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a row" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rows tbody tr")).ToHaveCountAsync(2);
    }

    [Test]
    public async Task Rules_are_a_set_too()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        var page = await Browser.OpenAsync(system, "/console/datasets");
        await page.GetByLabel("Name").FillAsync("women");
        await page.GetByLabel("What it holds").SelectOptionAsync("rule_task");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await page.Locator("#new-content").FillAsync("小姐");
        await page.Locator("#new-row-label").FillAsync("female");
        await page.Locator("#new-match").SelectOptionAsync("end");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a row" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rows tbody tr")).ToContainTextAsync("keyword, at the end");

        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Edit ") }).ClickAsync();
        await page.Locator("#edit-unless").FillAsync("空小姐, 學小姐");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rows tbody tr")).ToContainTextAsync("unless 空小姐, 學小姐");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Edit ") }).ClickAsync();
        await page.Locator("#edit-unless").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rows tbody tr")).Not.ToContainTextAsync("unless");
        await page.Locator("#new-content").FillAsync("{\"all\": [\"老婆\", \"先生\"], \"near\": 0}");
        await page.Locator("#new-row-label").FillAsync("couple");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a row" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mistakes")).ToContainTextAsync("near");
        await page.Locator("#new-content").FillAsync("{\"all\": [\"老婆\", \"先生\"], \"near\": 6}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a row" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rows tbody tr").Nth(1)).ToContainTextAsync("老婆");
        await page.GotoAsync("/console/new");
        await page.GetByLabel("Rule set").SelectOptionAsync(new[] { new SelectOptionValue { Label = "women" } });
    }

    [Test]
    public async Task A_model_is_prepared_and_its_mistakes_are_seen()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        string set = await SetAsync(system);
        var page = await Browser.OpenAsync(system, "/console/datasets/" + set);
        await page.GetByRole(AriaRole.Link, new() { Name = "Prepare a model of it" }).ClickAsync();
        await page.GetByLabel("Kind").SelectOptionAsync("TERM_WEIGHT_MODEL");
        await page.GetByRole(AriaRole.Button, new() { Name = "Prepare" }).ClickAsync();
        await Assertions.Expect(page.Locator("#MODEL_JOB_ID-mistake")).ToBeVisibleAsync();
        await page.GetByLabel("Job number").FillAsync("24");
        await page.GetByRole(AriaRole.Button, new() { Name = "Prepare" }).ClickAsync();
        await Assertions.Expect(page.Locator("#model .badge.good")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#confusion .matrix")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#calibration .spot").First).ToBeVisibleAsync();

        string before = (await page.Locator("#curves strong").TextContentAsync())!;
        await page.GetByLabel("Least probability").FillAsync("0.99");
        await Assertions.Expect(page.Locator("#curves strong")).ToContainTextAsync("At 0.99");
        Assert.That(before, Does.StartWith("At 0.5"));

        var weight = page.Locator("#terms tbody input[name=weight]").First;
        await weight.FillAsync("12.5");
        await page.Locator("#terms tbody button[value=save]").First.ClickAsync();
        await Assertions.Expect(page.Locator("#terms tbody input[name=weight]").First).ToHaveValueAsync("12.5");
        await weight.FillAsync("heavy");
        await page.Locator("#terms tbody button[value=save]").First.ClickAsync();
        await Assertions.Expect(page.Locator(".mistakes")).ToContainTextAsync("A weight is a number");
    }

    [TestCase("en")]
    [TestCase("zh-TW")]
    public async Task Nothing_is_in_the_way_of_anybody(string locale)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        string set = await SetAsync(system);
        string model = await ModelAsync(system, set);
        var page = await Browser.OpenAsync(system, "/console/datasets", locale);
        foreach (
            string path in (string[])
                [
                    "/console/datasets",
                    "/console/models",
                    "/console/models/new",
                    $"/console/datasets/{set}?edit=2",
                    "/console/models/" + model,
                ]
        )
        {
            await page.GotoAsync(path);
            string name = path.Replace(set, "set", StringComparison.Ordinal).Replace(model, "model", StringComparison.Ordinal);
            await page.ShouldBeAccessibleAsync($"{name[9..].Split('?')[0].Replace('/', '-')}-{locale}");
        }
    }

    private static async Task UploadAsync(IPage page, string csv)
    {
        await page.GetByLabel("File", new() { Exact = true })
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "rows.csv",
                    MimeType = "text/csv",
                    Buffer = Encoding.UTF8.GetBytes(csv),
                }
            );
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();
    }

    /// <summary>A data set of the documents that are shipped.</summary>
    internal static async Task<string> SetAsync(TestSystem system, bool isMultiLabel = false)
    {
        string set = Guid.NewGuid().ToString("N");
        await system.Http.PostAsync(
            $"/documents/{set}/add",
            new
            {
                NAME = "topics",
                TASK_TYPE = "machine_learning_task",
                IS_MULTI_LABEL = isMultiLabel,
            }
        );
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(await File.ReadAllBytesAsync(Repository.PathOf("examples", "documents.csv")));
        form.Add(file, "file", "documents.csv");
        using var answer = await system.Http.PostAsync(new Uri($"/documents/{set}/upload", UriKind.Relative), form);
        Assert.That(answer.IsSuccessStatusCode, Is.True);
        return set;
    }

    private static async Task<string> ModelAsync(TestSystem system, string set)
    {
        var job = await system.Http.PostAsync(
            "/models/prepare/",
            new
            {
                DATASET_NO = set,
                MODEL_JOB_ID = 24,
                PREDICT_TYPE = "CONTENT",
                MODEL_TYPE = "TERM_WEIGHT_MODEL",
                MODEL_INFO = new { model_path = "24_model" },
            }
        );
        string id = job.Text("task_id")!;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((await system.Http.ReadAsync("/models/" + id)).Text("training_status") is "pending" or "started")
            await timer.WaitForNextTickAsync();
        return id;
    }
}
