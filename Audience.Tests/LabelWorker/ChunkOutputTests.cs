using System.Runtime.InteropServices;
using Audience.Data.Authors;
using Audience.Data.Results;
using Audience.LabelWorker.Chunks;
using Dapper;

namespace Audience.Tests.LabelWorker;

/// <summary>A chunk leaves out authors whom an earlier one has left, as long as that one counts.</summary>
[Category("database")]
internal sealed class ChunkOutputTests : OutputTest
{
    [Test]
    public async Task Known_authors_are_left_out()
    {
        await AddChunksAsync("done");
        Assert.That(await CommitAsync(), Is.True);
        Assert.That(await AuthorsAsync(), Is.EqualTo([3ul]));
    }

    [Test]
    public async Task A_chunk_that_left_out_authors_fails_where_the_one_that_has_them_is_not_done_any_more()
    {
        await AddChunksAsync("pending");
        var error = Assert.ThrowsAsync<InvalidOperationException>(CommitAsync);
        Assert.That(error!.Message, Does.Contain("has lost chunks that were done"));
        Assert.That(await AuthorsAsync(), Is.Empty);
        Assert.That(
            await Schema.ScalarAsync<string>($"SELECT status FROM work_item WHERE parent_id = '{s_task}' AND ordinal = 1"),
            Is.EqualTo("running")
        );
    }

    [Test]
    public void Rows_in_reuse_know_nobody_of_an_earlier_task()
    {
        var pool = new SourceGroupBufferPool();
        var rows = pool.Take("blog", new LabelRowOrigin(s_task, 1, []), new KnownHashes());
        pool.Return([rows]);
        Assert.That(rows.Authors.Known, Is.Null, "it would keep them in memory");
        Assert.That(pool.Take("blog", new LabelRowOrigin(s_task, 2, []), null), Is.SameAs(rows));
    }

    // Chunk 0 has left the authors 1 and 2; chunk 1 has posts of 1 and 3.
    private async Task<bool> CommitAsync()
    {
        var known = new KnownAuthors();
        known.Add(0, [("blog", new ulong[] { 1, 2 })]);
        var claim = (await ClaimAsync(1, "worker"))!;
        var rows = new SourceGroupBufferPool().Take("blog", new LabelRowOrigin(s_task, 1, []), known.Of("blog"));
        rows.Authors.Add(1);
        rows.Authors.Add(3);
        await using var output = new ChunkOutput(Output, Leases, claim, Schema.Name, known);
        return await output.CommitAsync([rows], 2, default, new ChunkFigures(null, []), default);
    }

    private async Task AddChunksAsync(string first)
    {
        await Schema.ExecuteAsync(
            $"INSERT INTO task_chunk (task_id, seq, from_time, to_time, status) VALUES ('{s_task}', 0, NOW(), NOW(), '{first}')"
        );
        await AddChunkAsync(1);
    }

    private async Task<ulong[]> AuthorsAsync()
    {
        await using var connection = await Output.OpenAsync(default);
        var parts = await connection.QueryAsync<byte[]>("SELECT hashes FROM task_chunk_authors WHERE task_id = @s_task", new { s_task });
        return [.. parts.SelectMany(p => MemoryMarshal.Cast<byte, ulong>(p).ToArray())];
    }
}
