using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Audience.Client;
using Audience.Testing;

namespace Audience.Tests.Api;

/// <summary>The SDKs against the document that they are made from, and against a running API.</summary>
[Category("database"), NonParallelizable]
internal sealed class ClientTests
{
    private static readonly JsonElement s_document = JsonSerializer.Deserialize<JsonElement>(Repository.Read("docs", "openapi.json"));

    [Test]
    public void Every_operation_is_a_method_and_every_field_a_property()
    {
        var operations = s_document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject())
            .Select(o => o.Value.GetProperty("operationId").GetString() + "Async");
        var methods = typeof(AudienceClient)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.IsVirtual)
            .Select(m => m.Name)
            .Distinct();
        Assert.That(methods, Is.EquivalentTo(operations));
        foreach (
            var schema in s_document
                .GetProperty("components")
                .GetProperty("schemas")
                .EnumerateObject()
                .Where(s => s.Value.TryGetProperty("properties", out _))
        )
        {
            var type = typeof(AudienceClient).Assembly.GetType("Audience.Client." + schema.Name);
            Assert.That(type, Is.Not.Null, schema.Name);
            Assert.That(
                type!.GetProperties().Select(p => p.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name),
                Is.EquivalentTo(Answer.Names(schema.Value.GetProperty("properties"))),
                schema.Name
            );
        }
    }

    [Test]
    public void The_TypeScript_client_is_that_of_the_document()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string generated = Repository.Read("Audience.Client", "obj", configuration, "audience.ts");
        Assert.That(
            Repository.Read("clients", "typescript", "audience.ts"),
            Is.EqualTo(generated),
            "the document has changed: copy Audience.Client/obj/<configuration>/audience.ts to clients/typescript"
        );
    }

    [Test]
    public async Task The_TypeScript_client_is_sound()
    {
        await using var tsc = HostProcess.Start(
            new HostProcessOptions { FileName = "tsc", Arguments = ["--project", Repository.PathOf("clients", "typescript")] }
        );
        int code = await tsc.WaitForExitAsync(TimeSpan.FromMinutes(2));
        Assert.That(code, Is.Zero, tsc.Tail());
    }

    [Test]
    public async Task A_task_goes_its_way_through_the_SDK()
    {
        var api = new AudienceClient(SharedApi.Http);
        var created = (await api.CreateTaskAsync(Request())).ErrorMessage;
        var seen = new Seen();
        var task = await api.WaitForTaskAsync(created.TaskId, seen, TimeSpan.FromMilliseconds(20));
        var listed = (await api.ListTasksAsync(limit: 200, stat: "SUCCESS")).Content;
        var sample = (await api.SampleTaskAsync(created.TaskId)).ErrorMessage;
        var deleted = await api.DeleteTaskAsync(new TaskIdRequest { TaskId = created.TaskId });
        Assert.Multiple(() =>
        {
            Assert.That(
                (task.Stat, task.ProdStat, task.LengthReceiveTable),
                Is.EqualTo(("SUCCESS", "finish", (long?)SharedApi.Posts.Count))
            );
            Assert.That(seen.Last, Is.SameAs(task));
            Assert.That(listed.Select(t => t.TaskId), Does.Contain(created.TaskId));
            Assert.That(sample, Is.Not.Empty.And.All.Matches<SampleRow>(r => r.Panel == "/female" && r.TaskId == created.TaskId));
            Assert.That(deleted.ErrorMessage, Does.Contain(created.TaskId));
        });
    }

    [Test]
    public void Errors_are_exceptions_with_the_contract_s_words()
    {
        var api = new AudienceClient(SharedApi.Http);
        var range = Assert.ThrowsAsync<AudienceException<EnvelopeOfString>>(() => api.CreateTaskAsync(Request(end: "2020-01-01")))!;
        var unknown = Assert.ThrowsAsync<AudienceException<EnvelopeOfString>>(() => api.WaitForTaskAsync(new string('e', 32)))!;
        var malformed = Assert.ThrowsAsync<AudienceException<ValidationProblems>>(() => api.CreateTaskAsync(Request(end: "tomorrow")))!;
        Assert.Multiple(() =>
        {
            Assert.That((range.StatusCode, range.Result.ErrorMessage), Is.EqualTo((400, "start_time must be earlier than end_time")));
            Assert.That(unknown.StatusCode, Is.EqualTo(404));
            Assert.That(malformed.Result.Detail.Single().Loc, Is.EqualTo(["body", "END_TIME"]));
        });
    }

    private static CreateTaskRequest Request(string end = "2020-01-02") =>
        new()
        {
            StartTime = "2020-01-01",
            EndTime = end,
            Countdown = 0,
            Pattern = new Dictionary<string, IReadOnlyList<object>> { ["female"] = ["小姐"] },
        };

    private sealed class Seen : IProgress<TaskSummary>
    {
        public TaskSummary? Last { get; private set; }

        public void Report(TaskSummary value) => Last = value;
    }
}
