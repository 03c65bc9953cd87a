using Audience.Data.Posts;
using Audience.LabelWorker.Planning;

namespace Audience.Tests.LabelWorker;

/// <summary>Chunks are planned by one planner at a time, for the task that it was sent for.</summary>
[Category("database")]
internal sealed class ChunkTableTests : OutputTest
{
    private const long Start = 1_000;
    private static readonly PostRange s_range = new(new(2020, 1, 1), new(2020, 2, 1), new KeyRange(null, "貼5"));
    private ChunkTable _chunks = null!;

    [SetUp]
    public async Task BeginAsync()
    {
        await Schema.ExecuteAsync($"UPDATE state SET started_at = {Start}, start_time = '2019-12-01', end_time = '2020-03-01'");
        _chunks = new ChunkTable(Output);
    }

    [Test]
    public async Task A_planner_of_a_deleted_task_plans_nothing_for_the_next_one_of_its_id()
    {
        Assert.That(await _chunks.FindStartAsync(s_task, default), Is.EqualTo(Start));
        Assert.That(await _chunks.FindAsync(s_task, Start - 1, default), Is.Null);
        Assert.That(await _chunks.AddAsync(s_task, "queue1", Start - 1, null, 0, [s_range], default), Is.False);
        Assert.That(await Schema.ScalarAsync<long>("SELECT COUNT(*) FROM task_chunk"), Is.Zero);
    }

    [Test]
    public async Task Of_two_planners_one_goes_on()
    {
        Assert.That(await _chunks.AddAsync(s_task, "queue1", Start, null, 0, [s_range], default), Is.True);
        Assert.That(await _chunks.AddAsync(s_task, "queue1", Start, null, 0, [s_range], default), Is.False);
        Assert.That(await _chunks.FindAsync(s_task, Start, default), Is.EqualTo((s_range.To, "貼5", 1, 1)));
    }

    // Many workers have many chunks in hand, and as many as ever are to be ready when these end.
    [Test]
    public async Task What_a_worker_has_in_hand_does_not_count_as_planned_ahead()
    {
        var second = s_range with { From = s_range.To, To = s_range.To.AddDays(1) };
        await _chunks.AddAsync(s_task, "queue1", Start, null, 0, [s_range, second], default);
        Assert.That(await ClaimAsync(0, "worker"), Is.Not.Null);
        Assert.That(await _chunks.FindAsync(s_task, Start, default), Is.EqualTo((second.To, "貼5", 2, 1)));
    }

    [Test]
    public async Task A_chunk_of_keys_is_of_any_time_of_the_task()
    {
        await _chunks.AddAsync(s_task, "queue1", Start, null, 0, [s_range, s_range with { Keys = null }], default);
        var wanted = await _chunks.FindWantedAsync(s_task, 0, default);
        Assert.That(wanted, Is.EqualTo((s_range with { From = new(2019, 12, 1), To = new(2020, 3, 1) }, Start)));
        Assert.That((await _chunks.FindWantedAsync(s_task, 1, default))!.Value.Range, Is.EqualTo(s_range with { Keys = null }));
    }
}
