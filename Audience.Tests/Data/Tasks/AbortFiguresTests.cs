using Audience.Data.Models;
using Audience.Data.Secrets;
using Audience.Data.Tasks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Audience.Tests.Data.Tasks;

/// <summary>An aborted task tells of all that was committed, also of what its saga had not seen.</summary>
internal sealed class AbortFiguresTests : OutputTest
{
    [Test]
    public async Task A_chunk_that_was_committed_just_before_counts()
    {
        await Schema.ExecuteAsync(
            $"""
            INSERT INTO task_chunk (task_id, seq, from_time, to_time, status, posts, label_rows) VALUES
              ('{s_task}', 0, '2020-01-01', '2020-01-02', 'done', 100, 7), ('{s_task}', 1, '2020-01-02', '2020-01-03', 'running', 0, 0);
            INSERT INTO task_chunk_group (task_id, group_name, seq, label_rows) VALUES ('{s_task}', 'news', 0, 3), ('{s_task}', 'blog', 0, 4), ('{s_task}', 'fbfans', 0, 0);
            """
        );
        var tasks = new TaskTable(
            Output,
            new TaskDefinitions(Output, new SecretBox([]), new ModelArtefacts(Output, NullLogger<ModelArtefacts>.Instance))
        );
        Assert.That(await tasks.AbortAsync(s_task, default), Is.True);
        var task = (await tasks.FindAsync(s_task, default))!;
        Assert.That(
            (task.Stat, task.Phase, task.LengthReceiveTable, task.LengthOutputTable, task.Result),
            Is.EqualTo(("BREAK", "done", 100L, 7L, "blog,news"))
        );
        Assert.That(await tasks.AbortAsync(s_task, default), Is.False, "it has ended");
    }
}
