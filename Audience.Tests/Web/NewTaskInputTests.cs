using System.Text;
using System.Text.RegularExpressions;
using Audience.Samples;
using Audience.Tests.ModelWorker;
using Microsoft.Playwright;
using static Audience.Tests.Web.PageData;

namespace Audience.Tests.Web;

/// <summary>What a new task takes besides what is typed: rules of a file, models that are ticked, another database.</summary>
[Category("pages")]
internal sealed class NewTaskInputTests : PageTest
{
    [TestCase("/console/new")]
    [TestCase("/console/rules")]
    public async Task Rules_are_read_from_a_spreadsheets_file(string path)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var page = await Browser.OpenAsync(system, path);
        var rules = page.GetByLabel("Rules", new() { Exact = true });
        await rules.FillAsync("typed\tbefore");
        await GiveAsync(page, "rules.zip", [0x50, 0x4b, 0x03, 0x04, 0x00, 0xff]);
        await Assertions.Expect(page.Locator("#RULES_FILE-mistake")).ToContainTextAsync("rules.zip is no text");
        Assert.That(await rules.InputValueAsync(), Is.EqualTo("typed\tbefore"));
        await GiveAsync(page, "rules.csv", Encoding.UTF8.GetBytes("label,keyword\nfemale,\"小姐\nmale,先生\n"));
        await Assertions.Expect(page.Locator("#RULES_FILE-mistake")).ToContainTextAsync("quotes");

        const string Csv = "label,keyword,match_type\r\nfemale,小姐,end\r\n\"a, b\",\"王, 陳\",\r\n";
        await GiveAsync(page, "rules.csv", CodePagesEncodingProvider.Instance.GetEncoding("big5")!.GetBytes(Csv));
        Assert.That(await rules.InputValueAsync(), Is.EqualTo("label\tkeyword\tmatch_type\nfemale\t小姐\tend\na, b\t王, 陳\t\n"));
        if (path.EndsWith("rules", StringComparison.Ordinal))
            return;
        // A file that was not read before the task is started counts, too.
        await page.Locator("#RULES_FILE").SetInputFilesAsync(File("rules.txt", Encoding.UTF8.GetBytes("male\t王\nfemale\t小姐")));
        await RangeAsync(page);
        var definition = await StartAsync(system, page);
        Assert.That(definition, Does.Contain("\"male\"").And.Contain("小姐").And.Not.Contain("a, b"));
    }

    [Test]
    public async Task Models_that_are_ticked_label_in_place_of_rules()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string set = await DataSetPageTests.SetAsync(system);
        foreach (int job in (int[])[24, 25])
        {
            object body = new
            {
                DATASET_NO = set,
                MODEL_JOB_ID = job,
                PREDICT_TYPE = "CONTENT",
                MODEL_TYPE = job == 24 ? "TERM_WEIGHT_MODEL" : "LOGISTIC_REGRESSION_MODEL",
                MODEL_INFO = new { model_path = $"{job}_model" },
            };
            await system.Http.PostAsync("/models/prepare/", body);
            await system.Http.WaitForModelAsync($"{job}");
        }
        var page = await Browser.OpenAsync(system, "/console/new");
        await page.GetByLabel("24 · Weighted terms").CheckAsync();
        await page.GetByLabel("25 · Logistic regression").CheckAsync();
        await page.Locator("#PREDICT_TYPE").SelectOptionAsync("content");
        await RangeAsync(page);
        string definition = await StartAsync(system, page);
        Assert.That(Regex.Matches(definition, "\"[0-9a-f]{64}\"").Select(m => m.Value).Distinct().Count(), Is.EqualTo(2), definition);
    }

    [Test]
    public async Task Another_database_is_named_and_its_password_is_never_shown()
    {
        const string Wrong = "a-password-that-is-wrong";
        await using var input = await TestDatabase.CreateAsync();
        await MySqlPosts.WriteAsync(input.ConnectionString, Posts().Take(30), default);
        var server = input.Server;
        var settings = new Dictionary<string, string?>
        {
            ["SITE_HOSTS"] = server.Host,
            ["SECRET_KEYS"] = Convert.ToBase64String(new byte[32]),
        };
        await using var system = await TestSystem.StartAsync(Backend.Embedded, [], settings);
        var page = await Browser.OpenAsync(system, "/console/new");
        await page.GetByLabel("Rules", new() { Exact = true }).FillAsync("female\t小姐");
        await RangeAsync(page);
        await page.Locator("summary", new() { HasText = "Another database" }).ClickAsync();
        await page.Locator("#SITE_HOST").FillAsync("nobody.example");
        await page.Locator("#SITE_PASSWORD").FillAsync(Wrong);
        await PressStartAsync(page);
        foreach (string name in (string[])["SITE_USER", "SITE_SCHEMA", "SITE_TABLE"])
            await Assertions.Expect(page.Locator($"#{name}-mistake")).ToBeVisibleAsync();
        await page.Locator("#SITE_USER").FillAsync(server.User);
        await page.Locator("#SITE_SCHEMA").FillAsync(input.Name);
        await page.Locator("#SITE_TABLE").FillAsync("ts_page_content");
        await PressStartAsync(page);
        await Assertions.Expect(page.Locator("#SITE_HOST-mistake")).ToContainTextAsync("SITE_CONFIG");
        await page.Locator("#SITE_HOST").FillAsync(server.Host);
        await page.Locator("#SITE_PORT").FillAsync($"{server.Port}");
        await page.Locator("#SITE_PASSWORD").FillAsync(server.Password);
        Assert.That(await page.ContentAsync(), Does.Not.Contain(Wrong));
        await PressStartAsync(page);
        await page.WaitForURLAsync(new Regex("/console/tasks/[0-9a-f]{32}$"));
        string id = page.Url[^32..];
        var task = await system.Http.WaitUntilDoneAsync(id);
        Assert.That(task.GetProperty("length_receive_table").GetInt64(), Is.EqualTo(30), task.ToString());

        await page.GotoAsync("/console/new?task=" + id);
        Assert.That(await page.Locator("#SITE_HOST").InputValueAsync(), Is.EqualTo(server.Host));
        Assert.That(await page.Locator("#SITE_TABLE").InputValueAsync(), Is.EqualTo("ts_page_content"));
        Assert.That(await page.Locator("#SITE_PASSWORD").InputValueAsync(), Is.Empty);
    }

    private static async Task GiveAsync(IPage page, string name, byte[] bytes)
    {
        await page.Locator("#RULES_FILE").SetInputFilesAsync(File(name, bytes));
        await page.GetByRole(AriaRole.Button, new() { Name = "Read the file" }).ClickAsync();
        await page.WaitForLoadStateAsync();
    }

    private static FilePayload File(string name, byte[] bytes) =>
        new()
        {
            Name = name,
            MimeType = "application/octet-stream",
            Buffer = bytes,
        };

    private static async Task RangeAsync(IPage page)
    {
        await page.GetByLabel("From (inclusive)").FillAsync("2020-01-01");
        await page.GetByLabel("To (exclusive)").FillAsync("2020-01-02");
        await page.Locator("#COUNTDOWN").FillAsync("0");
    }

    private static Task PressStartAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Start labelling" }).ClickAsync();

    private static async Task<string> StartAsync(TestSystem system, IPage page)
    {
        await PressStartAsync(page);
        await page.WaitForURLAsync(new Regex("/console/tasks/[0-9a-f]{32}$"));
        string id = page.Url[^32..];
        await system.Http.WaitUntilDoneAsync(id);
        return (await system.Http.ReadAsync($"/tasks/{id}/definition/")).ToString();
    }
}
