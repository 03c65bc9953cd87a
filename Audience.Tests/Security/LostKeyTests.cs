using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Models;
using Audience.Data.Secrets;
using Audience.Data.Tasks;
using MassTransit;

namespace Audience.Tests.Security;

/// <summary>A task whose SITE_CONFIG was stored with a key that is gone.</summary>
[Category("faults"), NonParallelizable]
internal sealed class LostKeyTests
{
    [Test]
    public async Task It_fails_and_says_which_setting_to_mend()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        var task = new TaskDefinition
        {
            TaskId = TaskId.Format(Guid.NewGuid()),
            ModelType = "keyword_model",
            PredictType = "author",
            Start = new DateTime(2020, 1, 1),
            End = new DateTime(2020, 1, 2),
            DateRange = "",
            InputSchema = system.InputSchema,
            InputTable = "ts_page_content",
            OutputSchema = system.Output.Schema,
            Countdown = 0,
            Queue = "queue1",
            Pattern = """{"a":["b"]}""",
            SiteConfig = new SiteConfig
            {
                Host = "db.example.test",
                User = "reader",
                Password = "c4nary",
            },
        };
        var before = new TaskDefinitions(system.Get<OutputDatabase>(), new SecretBox([new byte[32]]), system.Get<ModelArtefacts>());
        await new TaskTable(system.Get<OutputDatabase>(), before).InsertAsync(task, DateTime.UtcNow, default);
        await (await system.Get<IBus>().GetSendEndpoint(new Uri("queue:" + Contracts.QueueNames.Tasks))).Send(
            new CreateTask(Guid.ParseExact(task.TaskId, "N"))
        );

        var ended = await system.Http.WaitUntilDoneAsync(task.TaskId);

        Assert.That(
            (ended.Text("stat"), ended.Text("error_message")),
            Is.EqualTo(("FAILURE", "cannot plan chunks: the stored secret was encrypted with a key that SECRET_KEYS no longer has"))
        );
    }
}
