using System.Threading.Channels;
using Audience.Data.Files;
using Audience.Local.Files;

namespace Audience.Local.Labels;

/// <summary>
/// Reader → as many labelers as there are processors → writer, which keeps the order. Memory does not grow with the files.
/// </summary>
internal sealed class LabelRun(LabelPlan plan, OutputFile output, PanelSpool? panels)
{
    private static readonly int s_labelers = Math.Max(1, Environment.ProcessorCount);
    private readonly Channel<LabelPiece> _toLabel = Channel.CreateUnbounded<LabelPiece>();

    // Its bound is that of everything: so many pieces are on their way, and no more.
    private readonly Channel<LabelPiece> _toWrite = Channel.CreateBounded<LabelPiece>(3 * s_labelers);
    private readonly Channel<LabelPiece> _free = Channel.CreateUnbounded<LabelPiece>();

    /// <summary>Labels files.</summary>
    /// <param name="files">Opens them one after the other.</param>
    /// <param name="progress">Told how much of the file at hand was read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<LabelTallies> RunAsync(
        IAsyncEnumerable<TableFile> files,
        Action<TableFile> progress,
        CancellationToken cancellationToken
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        BlockLabeler[] labelers = [.. Enumerable.Range(0, s_labelers).Select(_ => new BlockLabeler(plan))];
        var reading = Guard(() => ReadAsync(files, progress, ending.Token), ending);
        Task[] working =
        [
            .. labelers.Select(labeler => Guard(() => OnThread(() => Label(labeler, ending.Token)), ending)),
            Guard(() => WriteAsync(ending.Token), ending),
        ];
        try
        {
            await Task.WhenAll(working);
            await reading;
        }
        catch (Exception)
        {
            // Of what ended it and what was ended by that, the former is told. A read of standard input cannot be ended: it is left alone.
            cancellationToken.ThrowIfCancellationRequested();
            var error = working.Append(reading).SelectMany(task => task.Exception?.InnerExceptions ?? []).FirstOrDefault();
            if (error is not null)
                throw error;
            throw;
        }
        foreach (var labeler in labelers[1..])
            labelers[0].Tallies.Merge(labeler.Tallies);
        return labelers[0].Tallies;
    }

    private static async Task Guard(Func<Task> part, CancellationTokenSource ending)
    {
        try
        {
            await Task.Run(part, CancellationToken.None);
        }
        catch
        {
            await ending.CancelAsync();
            throw;
        }
    }

    private async Task ReadAsync(IAsyncEnumerable<TableFile> files, Action<TableFile> progress, CancellationToken cancellationToken)
    {
        await foreach (var file in files.WithCancellation(cancellationToken))
            while (true)
            {
                var piece = _free.Reader.TryRead(out var used) ? used : new LabelPiece();
                piece.File = file;
                if (!await file.ReadAsync(piece.Block, cancellationToken))
                    break;
                progress(file);
                await _toWrite.Writer.WriteAsync(piece, cancellationToken);
                await _toLabel.Writer.WriteAsync(piece, cancellationToken);
            }
        _toWrite.Writer.Complete();
        _toLabel.Writer.Complete();
    }

    // Threads of their own: on the pool's, which are as many as processors, labelers would keep reading and writing waiting.
    private static Task OnThread(Action run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Label(BlockLabeler labeler, CancellationToken cancellationToken)
    {
        while (_toLabel.Reader.WaitToReadAsync(cancellationToken).AsTask().GetAwaiter().GetResult())
        while (_toLabel.Reader.TryRead(out var piece))
        {
            labeler.Run(piece);
            piece.Done.SetResult();
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        await foreach (var piece in _toWrite.Reader.ReadAllAsync(cancellationToken))
        {
            await piece.Done.Task.WaitAsync(cancellationToken);
            await output.WriteAsync(piece.Output, cancellationToken);
            panels?.Add(piece.Panels);
            piece.Reset();
            _free.Writer.TryWrite(piece);
        }
    }
}
