using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;

namespace Audience.Tests.Jobs;

/// <summary>So many pieces at a time; what waits for something outside takes up no slot.</summary>
[Category("unit")]
internal sealed class SlotPoolTests
{
    private readonly SlotPool _pool = new("test", 2, [WorkKind.Label], ["queue1"]);

    [Test]
    public async Task No_more_than_there_are_slots()
    {
        using var first = await _pool.TakeAsync(default);
        var second = await _pool.TakeAsync(default);
        var third = _pool.TakeAsync(default);
        Assert.That(third.IsCompleted, Is.False);
        second.Dispose();
        second.Dispose();
        using var slot = await third.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(_pool.TakeAsync(default).IsCompleted, Is.False, "given back twice, it counted twice");
    }

    [Test]
    public async Task A_piece_that_waits_for_a_silent_source_lets_others_have_its_slot()
    {
        using var one = await _pool.TakeAsync(default);
        var silent = await _pool.TakeAsync(default);
        var source = new TaskCompletionSource<int>();
        bool told = false;
        var waiting = silent.WaitAsync(source.Task, () => told = true, TimeSpan.FromMinutes(1), default);
        using var other = await _pool.TakeAsync(default).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(told, Is.True);

        source.SetResult(7);
        Assert.That(await waiting, Is.EqualTo(7), "it goes on at once");
        var next = _pool.TakeAsync(default);
        silent.Dispose();
        Assert.That(next.IsCompleted, Is.False, "three are in hand for a while, so the next one waits for two ends");
        other.Dispose();
        (await next.WaitAsync(TimeSpan.FromSeconds(10))).Dispose();
    }

    [Test]
    public async Task What_never_comes_is_not_awaited_for_ever()
    {
        using var slot = await _pool.TakeAsync(default);
        Assert.ThrowsAsync<TimeoutException>(() =>
            slot.WaitAsync(new TaskCompletionSource<int>().Task, () => { }, TimeSpan.FromMilliseconds(1), default)
        );
    }
}
