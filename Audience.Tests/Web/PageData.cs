using System.Security.Cryptography;
using System.Text;
using Audience.Samples;
using Audience.Tests.Api;
using Microsoft.Playwright;

namespace Audience.Tests.Web;

/// <summary>What the tests of pages label, and where their pictures go.</summary>
internal static class PageData
{
    public const string Hostile = "<script>document.title='owned'</script><img src=x onerror=alert(1)>\u202e\u200b小姐";

    /// <summary>Rules of which some overlap, and one matches nothing.</summary>
    public static readonly Dictionary<string, object> Overlapping = new()
    {
        ["female"] = new[] { "小姐", "nobody says this" },
        ["chen"] = new[] { "陳" },
        ["wang"] = new[] { "王" },
    };

    /// <summary>Where pictures go that people look at, or nowhere.</summary>
    public static async Task ScreenshotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } directory)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(directory, name + ".png"), FullPage = true });
    }

    public static Dictionary<string, object?> Body(params (string, object?)[] changes) => SharedApi.Body(changes);

    public static IEnumerable<MadePost> Posts() =>
        Enumerable
            .Range(0, 240)
            .Select(i => new MadePost(
                $"p{i}",
                i % 2 == 0 ? "WH_F0045" : "WH_P0001",
                "a",
                i % 3 == 0 ? Hostile
                    : i % 3 == 1 ? $"王{i % 40}小姐"
                    : $"陳{i % 40}",
                "t",
                "c",
                new DateTime(2020, 1, 1).AddMinutes(i)
            ));

    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
