using System.Text;

namespace Audience.Data.Files;

/// <summary>What writers of cells between separators have in common.</summary>
/// <param name="columns">The names of the columns.</param>
/// <param name="separator">Between cells.</param>
public abstract class CellWriter(IReadOnlyList<string> columns, byte separator) : RowWriter(columns)
{
    private bool _first;

    /// <inheritdoc/>
    public override void Header()
    {
        Begin();
        foreach (string column in Columns)
            Add(Encoding.UTF8.GetBytes(column));
        End();
    }

    /// <inheritdoc/>
    public override void Begin() => _first = true;

    /// <inheritdoc/>
    public override void BeginWith(ReadOnlySpan<byte> raw, int fields)
    {
        Output.Add(raw);
        _first = fields == 0;
    }

    /// <inheritdoc/>
    public override void End() => Output.Add((byte)'\n');

    /// <summary>Writes what stands between cells.</summary>
    protected void Separate()
    {
        if (!_first)
            Output.Add(separator);
        _first = false;
    }
}
