using System.Buffers.Binary;
using Audience.Samples;
using Microsoft.Playwright;

namespace Audience.Tests.Web;

/// <summary>The README's pictures of the console; with README_PICTURES=true they are made anew.</summary>
[Category("pages")]
internal sealed class ReadmePictureTests : PageTest
{
    private const int MaxBytes = 200_000,
        Width = 1280,
        Height = 900;

    [TestCase("docs/console-new-task.png")]
    [TestCase("docs/console-task.png")]
    public async Task A_picture_shows_the_console_and_is_small(string path)
    {
        string file = Repository.PathOf(path.Split('/'));
        bool isNewTask = path.Contains("new", StringComparison.Ordinal);
        byte[] picture = await TakeAsync(isNewTask);
        if (Environment.GetEnvironmentVariable("README_PICTURES") == "true")
            await File.WriteAllBytesAsync(file, picture);
        byte[] kept = await File.ReadAllBytesAsync(file);
        Assert.Multiple(() =>
        {
            Assert.That(Repository.Read("README.md"), Does.Contain($"]({path})"));
            Assert.That(Size(picture), Is.EqualTo((Width, Height)));
            Assert.That(Size(kept), Is.EqualTo((Width, Height)));
            Assert.That(picture, Has.Length.LessThan(MaxBytes));
            Assert.That(kept, Has.Length.LessThan(MaxBytes));
        });
    }

    private async Task<byte[]> TakeAsync(bool isNewTask)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, new PostMaker(20_000, new DateTime(2020, 1, 1), 90).Make());
        var body = new Dictionary<string, object?>
        {
            ["TASK_ID"] = new string('a', 32),
            ["START_TIME"] = "2020-01-01",
            ["END_TIME"] = "2021-01-01",
            ["PREDICT_TYPE"] = "content",
            ["COUNTDOWN"] = 0,
            ["PATTERN"] = new
            {
                family = new[] { "孩子", "媽媽", "爸爸" },
                food = new[] { "火鍋", "早餐", "好吃" },
                travel = new[] { "機票", "飯店", "旅行" },
            },
        };
        string id = await system.Http.CreateTaskAsync(body);
        await system.Http.WaitUntilDoneAsync(id);
        var page = await Browser.OpenAsync(system, isNewTask ? "/console/new?task=" + id : "/console/tasks/" + id, width: Width);
        await Assertions.Expect(page.Locator("svg.days").First).ToBeVisibleAsync();
        if (!isNewTask)
            await page.EvaluateAsync("document.querySelector('#labels').scrollIntoView()");
        return await page.ScreenshotAsync();
    }

    private static (int Width, int Height) Size(byte[] png) =>
        (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
}
