using Audience.Data.Files;

namespace Audience.Local.Labels;

/// <summary>A block on its way from the reader through a labeler to the writer; used again.</summary>
internal sealed class LabelPiece
{
    private const int MostKept = 4 * Block.TargetBytes;

    /// <summary>Where the block comes from.</summary>
    public TableFile? File { get; set; }

    /// <summary>The rows.</summary>
    public Block Block { get; } = new();

    /// <summary>The labelled rows.</summary>
    public ByteBuffer Output { get; private set; } = new(2 * Block.TargetBytes);

    /// <summary>The label rows for panels.</summary>
    public ByteBuffer Panels { get; private set; } = new();

    /// <summary>Done once the rows are labelled.</summary>
    public TaskCompletionSource Done { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Empties it; buffers that a huge block made grow are dropped.</summary>
    public void Reset()
    {
        Done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Output.Bytes.Length > MostKept)
            Output = new ByteBuffer(2 * Block.TargetBytes);
        if (Panels.Bytes.Length > MostKept)
            Panels = new ByteBuffer();
        Output.Clear();
        Panels.Clear();
    }
}
