using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Hosting.Sources;
using Audience.LabelWorker.Chunks;
using Microsoft.Extensions.Time.Testing;

namespace Audience.Tests.LabelWorker;

/// <summary>A plan is kept while its task is worked on, and no longer: it may take hundreds of megabytes.</summary>
[Category("database")]
internal sealed class CompiledTaskCacheTests
{
    [Test]
    public async Task A_plan_is_kept_while_it_is_used()
    {
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            [new("p", "WH_F0045", "a", "王小姐", "t", "c", new DateTime(2020, 1, 1))]
        );
        string task = await system.Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2021-01-01",
                COUNTDOWN = 0,
                PATTERN = new { female = new[] { "小姐" } },
            }
        );
        await system.Http.WaitUntilDoneAsync(task);
        var time = new FakeTimeProvider();
        await using var plans = new CompiledTaskCache(
            system.Get<TaskDefinitions>(),
            system.Get<TaskModelLoader>(),
            system.Get<PostSources>(),
            system.Get<AudienceSettings>(),
            time
        );

        var plan = await plans.FindAsync(task, 1, default);
        Assert.That(plan, Is.Not.Null);
        for (int minute = 0; minute < 10; minute++)
        {
            Assert.That(await plans.FindAsync(task, 1, default), Is.SameAs(plan));
            time.Advance(TimeSpan.FromMinutes(1));
        }
        for (int minute = 0; minute < 5; minute++)
            time.Advance(TimeSpan.FromMinutes(1));
        var later = await plans.FindAsync(task, 1, default);
        Assert.That(later, Is.Not.SameAs(plan), "not used for minutes");
        plans.Forget(task);
        Assert.That(await plans.FindAsync(task, 1, default), Is.Not.SameAs(later), "its chunks are done");
        Assert.That(await plans.FindAsync(new string('b', 32), 1, default), Is.Null, "no such task");
    }
}
