using Audience.Data.Schema;
using Audience.Data.Tasks;

namespace Audience.Tests.Data;

/// <summary>A deletion leaves the server to other work that is in hand for as long as it takes itself.</summary>
[Category("database")]
internal sealed class DeletionPaceTests : OutputTest
{
    private const string Group = "fbfans";

    [TestCase("'label', 0, 'running'", 3, TestName = "Another task's chunk is in hand")]
    [TestCase("'label', 0, 'waiting'", 0, TestName = "Other work waits")]
    [TestCase("'delete', 0, 'running'", 0, TestName = "Only deletions are in hand")]
    public async Task It_pauses_after_each_chunk_while_others_work(string other, int pauses)
    {
        await using (var connection = await Output.OpenAsync(default))
        {
            var table = ResultTables.Label(Group);
            await Output.Dialect.EnsureTableAsync(connection, Output.Schema, table, default);
        }
        for (int seq = 0; seq < 3; seq++)
            await Schema.ExecuteAsync(
                $"INSERT INTO task_chunk (task_id, seq, from_time, to_time, status) VALUES ('{s_task}', {seq}, NOW(), NOW(), 'done'); "
                    + $"INSERT INTO {Group} (id, task_id, source_author, panel, create_time, field_content, match_content, chunk_seq, "
                    + $"row_seq, author_hash) VALUES ('p{seq}', '{s_task}', 'a', '/female', NOW(), 's', 'm', {seq}, 0, 1)"
            );
        await Schema.ExecuteAsync(
            $"UPDATE state SET phase = 'deleting', result = '{Group}'; "
                + $"INSERT INTO work_item (parent_id, kind, ordinal, status, item, queue) VALUES ('{new string('b', 32)}', {other}, '', '')"
        );

        var time = new SteppingTime();
        Assert.That(await new TaskDeletion(Output, time).RunAsync(s_task, TimeSpan.FromMinutes(1), default), Is.True);

        Assert.That(await Schema.ScalarAsync<long>($"SELECT COUNT(*) FROM {Group}"), Is.Zero);
        Assert.That(await Schema.ScalarAsync<long>("SELECT COUNT(*) FROM state"), Is.Zero);
        Assert.That(time.Pauses, Is.EqualTo(Enumerable.Repeat(SteppingTime.Step, pauses)));
    }

    // Every look at the clock finds it a step further, and every pause is over at once.
    private sealed class SteppingTime : TimeProvider
    {
        public static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
        private long _ticks;

        public List<TimeSpan> Pauses { get; } = [];

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks += Step.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pauses.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
