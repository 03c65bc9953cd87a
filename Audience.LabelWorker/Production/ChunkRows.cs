namespace Audience.LabelWorker.Production;

/// <summary>How many label rows a chunk has left in a group; they are numbered from 0.</summary>
/// <param name="Chunk">The chunk's number.</param>
/// <param name="Rows">At least 1.</param>
public sealed record ChunkRows(int Chunk, int Rows)
{
    /// <summary>Cuts chunks, in their order, into stretches of at least so many rows; the last one may have fewer.</summary>
    public static IReadOnlyList<IReadOnlyList<ChunkRows>> Stretches(IEnumerable<ChunkRows> chunks, long rows)
    {
        var stretches = new List<IReadOnlyList<ChunkRows>>();
        List<ChunkRows>? open = null;
        long held = 0;
        foreach (var chunk in chunks)
        {
            if (open is null || held >= rows)
            {
                stretches.Add(open = []);
                held = 0;
            }
            open.Add(chunk);
            held += chunk.Rows;
        }
        return stretches;
    }
}
