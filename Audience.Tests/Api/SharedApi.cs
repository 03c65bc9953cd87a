using Audience.Samples;

namespace Audience.Tests.Api;

/// <summary>One small system that the tests of this namespace call, on SQLite: what they test does not depend on the database.</summary>
[SetUpFixture]
internal sealed class SharedApi
{
    private static TestSystem? s_system;
    private static DirectoryInfo? s_rules;

    /// <summary>The system.</summary>
    public static TestSystem System => s_system!;

    /// <summary>Calls it.</summary>
    public static HttpClient Http => System.Http;

    /// <summary>Its posts: a day of them, in two groups.</summary>
    public static IReadOnlyList<MadePost> Posts { get; } =
    [
        .. Enumerable
            .Range(0, 240)
            .Select(i => new MadePost(
                $"p{i}",
                i % 2 == 0 ? "WH_F0045" : "WH_P0001",
                "a",
                $"王{i % 40}小姐",
                "t",
                "c",
                new DateTime(2020, 1, 1).AddMinutes(i)
            )),
    ];

    /// <summary>A create_task body that is accepted and labels every post; change what a test is about.</summary>
    public static Dictionary<string, object?> Body(params (string Name, object? Value)[] changes)
    {
        var body = new Dictionary<string, object?>
        {
            ["START_TIME"] = "2020-01-01",
            ["END_TIME"] = "2020-01-02",
            ["PATTERN"] = new { female = new[] { "小姐" } },
            ["COUNTDOWN"] = 0,
        };
        foreach (var (name, value) in changes)
            body[name] = value;
        return body;
    }

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        s_rules = Directory.CreateTempSubdirectory("audience-rules-");
        string label = s_rules.CreateSubdirectory(Path.Combine("keyword_model", "female")).FullName;
        await File.WriteAllTextAsync(Path.Combine(label, "title.txt"), "t\tpartially\n");
        s_system = await TestSystem.StartAsync(
            Backend.Embedded,
            Posts,
            new Dictionary<string, string?>
            {
                ["RULES_DIR"] = s_rules.FullName,
                ["CHUNK_ATTEMPTS"] = "1",
                ["SITE_HOSTS"] = "127.0.0.1,db.example.test",
                ["QUEUES"] = "queue1,queue2",
                ["MAX_REQUEST_BYTES"] = "20000000",
                ["MAX_MODEL_BYTES"] = "1000000",
            }
        );
    }

    [OneTimeTearDown]
    public static async Task EndAsync()
    {
        if (s_system is not null)
            await s_system.DisposeAsync();
        s_rules?.Delete(recursive: true);
    }
}
