using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;

namespace Audience.Tests.Jobs;

/// <summary>Which piece a worker takes.</summary>
[Category("database")]
internal sealed class NextPieceTests : OutputTest
{
    [Test]
    public async Task Workers_that_look_at_the_same_time_each_have_a_piece()
    {
        const int workers = 16;
        for (int seq = 0; seq < workers; seq++)
            await AddChunkAsync(seq);
        var claims = await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(ClaimNextAsync)));
        Assert.That(claims.Select(claim => claim?.Ordinal), Is.EquivalentTo(Enumerable.Range(0, workers)));
        Assert.That(await ClaimNextAsync(), Is.Null, "all are taken");
    }

    private Task<WorkClaim?> ClaimNextAsync() =>
        new NextPiece(new CandidateFinder(Output), Leases, new WorkerIdentity("label", ["queue1"])).ClaimAsync(
            new SlotPool("labelling", 1, [WorkKind.Label], ["queue1"]),
            new FairOrder(),
            default
        );
}
