using Audience.Data.Dumps;
using Dapper;

namespace Audience.Tests.Data.Dumps;

/// <summary>The table of dumps, where several are asked for at once.</summary>
[Category("database")]
internal sealed class DumpTableTests : OutputTest
{
    [Test]
    public async Task Dumps_asked_for_at_the_same_time_have_a_directory_each()
    {
        await Schema.ExecuteAsync($"UPDATE state SET stat = 'SUCCESS', prod_stat = 'finish', phase = 'done' WHERE task_id = '{s_task}'");
        var table = new DumpTable(Output);
        bool[] inserted = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => table.InsertAsync(Dump(i), default))));
        Assert.That(inserted, Is.All.True);
        await using var connection = await Schema.OpenAsync();
        string[] directories = [.. await connection.QueryAsync<string>("SELECT directory FROM dump")];
        Assert.That(directories, Has.Length.EqualTo(8).And.Unique);
        Assert.That(directories, Has.One.EqualTo("2026_03_04_dump"), "the day's directory goes to one of them");
    }

    private static DumpDefinition Dump(int number) =>
        new()
        {
            DumpId = $"{number:x32}",
            Group = "GENDER",
            TaskIds = [s_task],
            InputDatabase = null,
            OutputDatabase = "results",
            CreateTime = new DateTime(2026, 3, 4),
            Directory = "",
        };
}
