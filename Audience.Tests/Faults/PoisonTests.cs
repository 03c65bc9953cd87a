using Dapper;

namespace Audience.Tests.Faults;

/// <summary>
/// A chunk that always fails fails its task after bounded attempts, and no other; once mended, the task goes on from there.
/// </summary>
[Category("faults"), NonParallelizable]
internal sealed class PoisonTests
{
    [Test]
    public async Task A_poisoned_chunk_fails_its_task_alone_and_resume_does_what_is_missing()
    {
        var (system, baseline) = (await FaultSuite.SystemAsync(), await FaultSuite.BaselineAsync());
        // A row of the middle of the task.
        string[] row = baseline
            .Of(TaskShape.Authors)
            .Tables["blog"]
            .Select(r => r.Split('|'))
            .First(r => int.Parse(r[6], System.Globalization.CultureInfo.InvariantCulture) > 30);
        var (id, seq) = (row[0], int.Parse(row[6], System.Globalization.CultureInfo.InvariantCulture));
        string taskId = $"{Guid.NewGuid():N}";
        await using var connection = await system.OpenAsync();
        await connection.ExecuteAsync(
            $"CREATE TRIGGER poison BEFORE INSERT ON blog FOR EACH ROW IF NEW.id = '{id}' AND "
                + $"NEW.task_id = '{taskId}' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'poisoned'; END IF"
        );
        try
        {
            await system.Calls.CreateAsync(TaskShape.Authors.Body(taskId));
            string other = await system.CreateAsync(TaskShape.Authors);
            var failed = await system.WaitUntilDoneAsync(taskId);
            Assert.Multiple(() =>
            {
                Assert.That(failed.Text("stat"), Is.EqualTo("FAILURE"));
                Assert.That(failed.Text("error_message"), Does.StartWith($"label {seq} of {taskId}: "));
                Assert.That(failed.Text("check_point"), Is.Not.Null);
            });
            var before = (
                await connection.QueryAsync<(int Seq, int Attempts, DateTime To)>(
                    "SELECT seq, attempts, to_time FROM task_chunk WHERE task_id = @taskId AND status = 'done' ORDER BY seq",
                    new { taskId }
                )
            ).ToList();
            long earlier = await system.ScalarAsync<long>(
                "SELECT COUNT(*) FROM task_chunk WHERE task_id = @taskId AND to_time <= @to",
                new { taskId, to = failed.GetProperty("check_point").GetDateTime() }
            );
            Assert.That(
                before.Count(c => c.To <= failed.GetProperty("check_point").GetDateTime()),
                Is.EqualTo(earlier),
                "everything before check_point is labelled"
            );
            await system.WaitUntilDoneAsync(other);
            Assert.That(baseline.Of(TaskShape.Authors).DifferencesOf(await system.SnapshotAsync(other)), Is.Empty, "the other task");

            await connection.ExecuteAsync("DROP TRIGGER poison");
            await system.Calls.InsistAsync("/tasks/resume/", new { TASK_ID = taskId }, (code, _) => code == 200);
            await system.WaitUntilDoneAsync(taskId);
            Assert.That(baseline.Of(TaskShape.Authors).DifferencesOf(await system.SnapshotAsync(taskId)), Is.Empty, "the resumed task");
            var after = (
                await connection.QueryAsync<(int Seq, int Attempts, DateTime To)>(
                    "SELECT seq, attempts, to_time FROM task_chunk WHERE task_id = @taskId AND seq IN @seqs ORDER BY seq",
                    new { taskId, seqs = before.Select(c => c.Seq) }
                )
            ).ToList();
            Assert.That(after, Is.EqualTo(before), "chunks that were done were done again");
        }
        finally
        {
            await connection.ExecuteAsync("DROP TRIGGER IF EXISTS poison");
        }
    }
}
