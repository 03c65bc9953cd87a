using System.Buffers.Binary;

namespace Audience.Data.Files;

/// <summary>Packs rows for <see cref="PackedParser"/>, between a file that does not hold rows and what works on rows.</summary>
/// <param name="columns">The names of the columns.</param>
public sealed class PackedWriter(IReadOnlyList<string> columns) : RowWriter(columns)
{
    /// <inheritdoc/>
    public override void Begin() { }

    /// <inheritdoc/>
    public override void BeginWith(ReadOnlySpan<byte> raw, int fields) => Output.Add(raw);

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<byte> text)
    {
        Length(text.Length);
        Output.Add(text);
    }

    /// <inheritdoc/>
    public override void AddNull() => Length(-1);

    /// <inheritdoc/>
    public override void End() { }

    private void Length(int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Output.Reserve(4), length);
        Output.Commit(4);
    }
}
