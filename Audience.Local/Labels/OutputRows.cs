using Audience.Data.Files;
using Audience.Local.Files;

namespace Audience.Local.Labels;

/// <summary>Writes whole rows to a file.</summary>
internal sealed class OutputRows(OutputFile file, RowWriter writer)
{
    /// <summary>Adds a row.</summary>
    public void Add(RowParser row)
    {
        writer.Begin();
        for (int column = 0; column < row.Count; column++)
            if (row.IsNull(column))
                writer.AddNull();
            else
                writer.Add(row[column]);
        writer.End();
    }

    /// <summary>Writes what was added.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await file.WriteAsync(writer.Output, cancellationToken);
        writer.Output.Clear();
    }
}
