using Microsoft.Playwright;

namespace Audience.Tests.Web;

/// <summary>What the votes of models weigh, in the browser.</summary>
[Category("pages")]
internal sealed class VotesPageTests : PageTest
{
    [Test]
    public async Task The_page_of_a_vote_shows_what_each_answer_weighs()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        string set = await SetAsync(system);
        string vote = await ModelAsync(
            system,
            set,
            "LABEL_VOTE_MODEL",
            await ModelAsync(system, set, "KEYWORD_MODEL"),
            await ModelAsync(system, set, "RULE_MODEL")
        );
        var page = await Browser.OpenAsync(system, "/console/models/" + vote);
        await Assertions.Expect(page.Locator("#votes tbody tr")).ToHaveCountAsync(7);
        await Assertions.Expect(page.Locator("#votes tbody tr").Nth(2)).ToContainTextAsync("nothing");
        await Assertions.Expect(page.Locator("#votes thead")).ToContainTextAsync("<b>a");
        await page.ShouldBeAccessibleAsync("votes-en");
    }

    private static async Task<string> SetAsync(TestSystem system)
    {
        string set = Guid.NewGuid().ToString("N");
        await system.Http.PostAsync(
            $"/documents/{set}/add",
            new
            {
                NAME = "votes",
                TASK_TYPE = "machine_learning_task",
                IS_MULTI_LABEL = false,
            }
        );
        foreach (string type in (string[])["keyword", "regex"])
        foreach (var (word, label) in ((string, string)[])[("cat", "<b>a"), ("dog", "b")])
            await system.Http.PostAsync(
                $"/documents/{set}/rules/add",
                new
                {
                    CONTENT = word,
                    LABEL = label,
                    RULE_TYPE = type,
                    MATCH_TYPE = "partially",
                }
            );
        foreach (var (text, label) in ((string, string)[])[("a cat sat", "<b>a"), ("cats", "<b>a"), ("my dog", "b"), ("dogs ran", "b")])
            await system.Http.PostAsync(
                $"/documents/{set}/dataset/add",
                new
                {
                    CONTENT = text,
                    LABEL = label,
                    DATASET_TYPE = "train",
                }
            );
        return set;
    }

    private static async Task<string> ModelAsync(TestSystem system, string set, string type, params string[] voters)
    {
        var body = new Dictionary<string, object?>
        {
            ["DATASET_NO"] = set,
            ["PREDICT_TYPE"] = "CONTENT",
            ["MODEL_TYPE"] = type,
            ["MODEL_INFO"] = new { model_path = type },
        };
        if (voters.Length > 0)
            body["MODEL_ID_LIST"] = voters;
        string id = (await system.Http.PostAsync("/models/prepare/", body)).Text("task_id")!;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((await system.Http.ReadAsync("/models/" + id)).Text("training_status") is "pending" or "started")
            await timer.WaitForNextTickAsync();
        return id;
    }
}
