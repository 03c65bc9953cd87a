using Audience.Data.Models;
using Audience.Data.Secrets;
using Audience.Data.Tasks;
using Audience.Jobs;
using Audience.Jobs.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Audience.Tests.Jobs;

/// <summary>What callers change of tasks, in one transaction.</summary>
[Category("database")]
internal sealed class TaskChangesTests : OutputTest
{
    private static readonly JobOptions s_options = new()
    {
        Queues = ["queue1"],
        ModelQueue = "model",
        Concurrency = 1,
        ChunkWindow = 4,
        MaxAttempts = 2,
        MaxWait = TimeSpan.FromMinutes(1),
    };

    [Test]
    public async Task An_aborted_task_tells_of_a_chunk_that_was_committed_just_before()
    {
        await AddChunkAsync(1);
        await Schema.ExecuteAsync(
            $"""
            INSERT INTO task_chunk (task_id, seq, from_time, to_time, status, posts, label_rows)
            VALUES ('{s_task}', 0, '2020-01-01', '2020-01-02', 'done', 100, 7);
            INSERT INTO task_chunk_group (task_id, group_name, seq, label_rows)
            VALUES ('{s_task}', 'news', 0, 3), ('{s_task}', 'blog', 0, 4), ('{s_task}', 'fbfans', 0, 0);
            """
        );
        await using var services = Services();
        var changes = services.GetRequiredService<TaskChanges>();
        Assert.That(await changes.AbortAsync(s_task, default), Is.True);
        var task = (await FindAsync())!;
        Assert.That(
            (task.Stat, task.Phase, task.LengthReceiveTable, task.LengthOutputTable, task.Result),
            Is.EqualTo(("BREAK", "done", 100L, 7L, "blog,news"))
        );
        Assert.That(await Schema.ScalarAsync<long>("SELECT COUNT(*) FROM work_item"), Is.Zero, "work that nobody wants");
        Assert.That(await changes.AbortAsync(s_task, default), Is.False, "it has ended");
    }

    [Test]
    public async Task Only_a_failed_task_is_resumed_and_only_a_queued_one_withdrawn()
    {
        await using var services = Services();
        var changes = services.GetRequiredService<TaskChanges>();
        Assert.That(await changes.ResumeAsync(s_task, default), Is.False);
        Assert.That(await changes.WithdrawAsync(s_task, default), Is.False);
        await Schema.ExecuteAsync("UPDATE state SET stat = 'FAILURE', phase = 'done', error_message = 'away', started_at = 1");
        Assert.That(await changes.ResumeAsync(s_task, default), Is.True);
        Assert.That((await FindAsync())!.ErrorMessage, Is.Null);
        Assert.That(await changes.WithdrawAsync(s_task, default), Is.True);
        Assert.That(await FindAsync(), Is.Null);
        Assert.That(await changes.AbortAsync(new string('b', 32), default), Is.False, "no such task");
    }

    private Task<Contracts.Tasks.TaskSummary?> FindAsync() =>
        new TaskTable(
            Output,
            new TaskDefinitions(Output, new SecretBox([]), new ModelArtefacts(Output, NullLogger<ModelArtefacts>.Instance))
        ).FindAsync(s_task, default);

    private ServiceProvider Services() =>
        new ServiceCollection().AddLogging().AddSingleton(Output).AddJobs(s_options).BuildServiceProvider();
}
