using Audience.Data.Work;
using Audience.Hosting.Metrics;
using Audience.Hosting.Settings;
using Audience.Hosting.Work;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Audience.Tests.Hosting;

internal sealed class WorkRunnerTests : OutputTest
{
    // An abort between the claim and the first look at the task, or just before the commit.
    [Test]
    public async Task Gives_back_a_piece_that_is_not_wanted_any_more()
    {
        await using var connection = await Output.OpenAsync(default);
        await connection.ExecuteAsync(
            "INSERT INTO task_chunk (task_id, seq, from_time, to_time, status, attempts) VALUES (@s_task, 1, '2020-01-01', '2020-01-02', 'sent', 0)",
            new { s_task }
        );
        var settings = AudienceSettings.Load(new ConfigurationBuilder().Build(), embedded: true);
        var runner = new WorkRunner(
            Ledger,
            Output,
            new RunningTasks(),
            new TransientRetry(TimeProvider.System, NullLogger<TransientRetry>.Instance),
            settings,
            new WorkMetrics(Prometheus.Metrics.NewCustomRegistry()),
            new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance),
            NullLogger<WorkRunner>.Instance
        );
        await runner.RunAsync(WorkTable.Chunks, s_task, 1, _ => false, (_, _) => Task.FromResult(false));
        var left = await connection.QuerySingleAsync<(string, string?, int)>("SELECT status, owner, attempts FROM task_chunk");
        Assert.That(left, Is.EqualTo((WorkStatus.Pending, (string?)null, 0)));
    }
}
