using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Audience.Tests.ModelWorker;
using Microsoft.Playwright;

namespace Audience.Tests.Web;

/// <summary>Models are compared, imported, and given another threshold in the browser.</summary>
[Category("pages")]
internal sealed class ModelPageTests : PageTest
{
    [TestCase("en", "Compare", "Only B right", "F1 by label")]
    [TestCase("zh-TW", "比較", "僅 B 正確", "各標籤的 F1")]
    public async Task Two_are_compared_by_the_documents_that_both_were_evaluated_on(string locale, string submit, string only, string f1)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        string set = await DataSetPageTests.SetAsync(system);
        string first = await PrepareAsync(system, set, 24, "TERM_WEIGHT_MODEL");
        string second = await PrepareAsync(system, set, 25, "LOGISTIC_REGRESSION_MODEL");
        var page = await Browser.OpenAsync(system, "/console/models/" + first, locale);
        Assert.That(await page.Locator("#b").InputValueAsync(), Is.EqualTo(second));
        await page.GetByRole(AriaRole.Button, new() { Name = submit, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#compared dt", new() { HasText = only })).ToBeVisibleAsync();
        var counts = (await page.Locator("#compared dd").AllTextContentsAsync())
            .Select(c => int.Parse(c, CultureInfo.InvariantCulture))
            .ToList();
        string title = (await page.Locator("#compared h2").TextContentAsync())!;
        Assert.That(
            counts.Sum(),
            Is.EqualTo(int.Parse(Regex.Match(title, "[0-9]+").Value, CultureInfo.InvariantCulture)).And.GreaterThan(0)
        );
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = f1 }).Locator("tbody tr")).ToHaveCountAsync(6);
        await page.ShouldBeAccessibleAsync($"models-compare-{locale}");
    }

    [Test]
    public async Task One_is_downloaded_and_imported_again_and_a_file_that_is_none_is_refused()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        string set = await DataSetPageTests.SetAsync(system);
        string id = await PrepareAsync(system, set, 24, "TERM_WEIGHT_MODEL");
        var page = await Browser.OpenAsync(system, "/console/models/" + id);
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Download the model" }).ClickAsync()
        );
        byte[] archive = await File.ReadAllBytesAsync(await download.PathAsync());
        await page.GotoAsync("/console/models");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".mistakes")).ToContainTextAsync("Choose a file.");
        await ImportAsync(page, archive, "no number");
        await Assertions.Expect(page.Locator(".mistakes")).ToContainTextAsync("A whole number");
        await ImportAsync(page, Encoding.UTF8.GetBytes("PK no archive"), "30");
        await Assertions.Expect(page.Locator(".mistakes a")).ToBeVisibleAsync();
        await ImportAsync(page, archive, "30");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Model 30");
        await Assertions.Expect(page.Locator("#model .badge.good")).ToBeVisibleAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task The_threshold_of_a_label_is_moved_where_several_labels_may_be_given(bool several)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        string set = await DataSetPageTests.SetAsync(system, several);
        string id = await PrepareAsync(system, set, 24, "LOGISTIC_REGRESSION_MODEL");
        var page = await Browser.OpenAsync(system, $"/console/models/{id}?threshold=0.9");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give the label from 0.9 on" }).ClickAsync();
        if (several)
            await page.WaitForURLAsync("**/console/models/" + id);
        else
            await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync("exactly one label");
    }

    private static async Task ImportAsync(IPage page, byte[] bytes, string job)
    {
        var file = new FilePayload
        {
            Name = "model",
            MimeType = "application/octet-stream",
            Buffer = bytes,
        };
        await page.Locator("#file").SetInputFilesAsync(file);
        await page.Locator("#MODEL_JOB_ID").FillAsync(job);
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await page.WaitForLoadStateAsync();
    }

    private static async Task<string> PrepareAsync(TestSystem system, string set, int job, string type)
    {
        object body = new
        {
            DATASET_NO = set,
            MODEL_JOB_ID = job,
            PREDICT_TYPE = "CONTENT",
            MODEL_TYPE = type,
            MODEL_INFO = new { model_path = $"{job}_model" },
        };
        string id = (await system.Http.PostAsync("/models/prepare/", body)).Text("task_id")!;
        await system.Http.WaitForModelAsync(id);
        return id;
    }
}
