using Audience.Data.Authors;
using Audience.Data.Production;
using Audience.Jobs.Leases;
using Audience.LabelWorker.Production;
using Audience.Samples;
using Dapper;

namespace Audience.Tests.LabelWorker;

/// <summary>A group of more label rows than are tallied at a time is produced in passes, to the same rows.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class ProductionPassTests(Backend backend)
{
    private const string Group = "fbfans";

    [Test]
    public async Task Passes_produce_what_one_look_does()
    {
        await using var system = await TestSystem.StartAsync(backend, new PostMaker(12_000, new DateTime(2020, 1, 1), 30).Make());
        string taskId = await system.Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2020-02-01",
                COUNTDOWN = 0,
                PATTERN = new
                {
                    female = new[] { "小姐", "娘", "a" },
                    male = new[] { "哥", "先生", "o" },
                    married = new[] { "太太" },
                    young = new[] { "e", "王" },
                },
            }
        );
        await system.Http.WaitUntilDoneAsync(taskId);
        var expected = await system.RowsAsync("wh_panel_mapping_" + Group, taskId);
        long rows = await system.CountAsync($"SELECT COUNT(*) FROM {Group}");
        Assert.That(rows, Is.GreaterThan(200), "enough for several passes");

        string schema;
        await using (var connection = await system.Output.OpenAsync(default))
        {
            schema = (await connection.ExecuteScalarAsync<string>("SELECT output_schema FROM state"))!;
            await connection.ExecuteAsync(
                "UPDATE task_group SET status = 'pending'; INSERT INTO work_item "
                    + $"(parent_id, kind, ordinal, item, queue, status) VALUES ('{taskId}', "
                    + $"'produce', 0, '{Group}', '', 'waiting'); DELETE FROM "
                    + $"{system.Output.Dialect.Table(schema, "wh_panel_mapping_" + Group)}"
            );
        }
        var leases = new LeaseStore(system.Output);
        var claim = (await leases.ClaimAsync(WorkKind.Produce, taskId, 0, "test", "worker", default))!;
        var production = new GroupProduction(system.Output, leases, new ChunkAuthors(system.Output), system.Get<ConflictGroups>())
        {
            RowsPerPartition = rows / 7,
            RowsPerStretch = rows / 5,
        };
        Assert.That(await production.RunAsync(claim, schema, true, default), Is.True);

        Assert.That(await system.RowsAsync("wh_panel_mapping_" + Group, taskId), Is.EqualTo(expected));
        Assert.That(
            await system.CountAsync($"SELECT production_rows FROM task_group WHERE group_name = '{Group}'"),
            Is.EqualTo(expected.Count)
        );
    }
}
