using System.Text.Json;
using Audience.Data.Callbacks;
using Audience.Data.Models;
using Audience.Labeling.Prepared;

namespace Audience.Tests.Data.Models;

/// <summary>Whoever waits for a model is told where a change of models ends its preparation or test.</summary>
[Category("database")]
internal sealed class ModelBreakTests : OutputTest
{
    private static readonly string s_first = new('f', 32);
    private static readonly string s_second = new('0', 32);

    private ModelTable Models => new(Output);

    [Test]
    public async Task A_preparation_that_a_later_one_replaces_is_told_unless_that_is_taken_back()
    {
        await Models.InsertAsync(Model(s_first), new(2020, 1, 1), default);
        await Models.InsertAsync(Model(s_second), new(2020, 1, 1), default);
        await ToldAsync("model.prepared", s_first);
        Assert.That(await Models.WithdrawAsync(s_second, [s_first], default), Is.True);
        Assert.That(await ListAsync(), Is.Empty);
    }

    [Test]
    public async Task A_model_that_is_deleted_meanwhile_is_told()
    {
        await Models.InsertAsync(Model(s_first), new(2020, 1, 1), default);
        await new ModelRemoval(Output).RunAsync(new ModelId(7, null), default);
        await ToldAsync("model.prepared", s_first);
    }

    [Test]
    public async Task A_test_that_is_begun_again_is_told_as_one_that_broke_off()
    {
        await Models.InsertAsync(Model(s_first) with { CallbackUrl = null }, new(2020, 1, 1), default);
        await Schema.ExecuteAsync("UPDATE model_status SET training_status = 'finished'");
        await Models.StartTestAsync(Model(s_first), default);
        Assert.That(await ListAsync(), Is.Empty);
        await Models.StartTestAsync(Model(s_first), default);
        await ToldAsync("model.tested", s_first);
        Assert.That(await Schema.ScalarAsync<string>("SELECT ext_status FROM model_status"), Is.EqualTo("pending"));
    }

    private async Task ToldAsync(string name, string id)
    {
        var row = (await ListAsync()).Single();
        var body = JsonSerializer.Deserialize<JsonElement>((await Schema.ScalarAsync<string>("SELECT body FROM callback"))!);
        Assert.That((row.EventName, row.SubjectId, row.Url), Is.EqualTo((name, id, "http://receiver.example/")));
        Assert.That((body.Text("event"), body.Text("id"), body.Text("stat")), Is.EqualTo((name, id, "break")));
    }

    private Task<IReadOnlyList<CallbackRow>> ListAsync() => new CallbackTable(Output).ListAsync(10, failed: false, null, default);

    private static ModelDefinition Model(string taskId) =>
        new()
        {
            TaskId = taskId,
            JobId = 7,
            Kind = ModelKind.Keyword,
            Feature = "CONTENT",
            ModelPath = "7_keyword_model",
            Queue = "queue1",
            DatasetDb = "frontend",
            DatasetNo = 1,
            CallbackUrl = "http://receiver.example/",
        };
}
