using System.Buffers.Binary;

namespace Audience.Data.Files;

/// <summary>Rows as <see cref="PackedWriter"/> packs them: each field's length in four bytes before it, negative for null.</summary>
/// <param name="columns">How many fields a row has.</param>
public sealed class PackedParser(int columns) : RowParser
{
    private readonly (int Start, int Length)[] _fields = new (int, int)[columns];
    private int _row;

    /// <inheritdoc/>
    public override int Count => columns;

    /// <inheritdoc/>
    public override long Line => FirstLine + _row - 1;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> this[int column] =>
        IsNull(column) ? [] : Bytes.AsSpan(_fields[column].Start, _fields[column].Length);

    /// <inheritdoc/>
    public override bool IsNull(int column) => _fields[column].Length < 0;

    /// <inheritdoc/>
    public override void Start(Block block)
    {
        base.Start(block);
        _row = 0;
    }

    /// <inheritdoc/>
    public override bool Next()
    {
        if (Position == End)
            return false;
        _row++;
        RowStart = Position;
        for (int column = 0; column < columns; column++)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(Position));
            Position += 4;
            _fields[column] = (Position, length);
            Position += Math.Max(0, length);
        }
        RowEnd = Position;
        return true;
    }
}
