using System.Text;
using Parquet;
using Parquet.Schema;

namespace Audience.Data.Files;

/// <summary>A Parquet file, whose row groups are read one after the other, column by column, and handed out as packed rows.</summary>
internal sealed class ParquetTable(ParquetReader reader, Stream file, DataField[] fields) : TableFile
{
    private readonly PackedWriter _rows = new([]);
    private string?[][] _columns = [];
    private int _group;
    private int _row;
    private int _groupRows;
    private long _number = 1;

    public override double? Progress => reader.RowGroupCount == 0 ? 1 : (double)_group / reader.RowGroupCount;

    public override async ValueTask<bool> ReadAsync(Block block, CancellationToken cancellationToken)
    {
        try
        {
            while (_row == _groupRows)
            {
                if (_group == reader.RowGroupCount)
                    return false;
                await ReadGroupAsync(cancellationToken);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException and not FileException)
        {
            throw new FileException($"{Name} is broken: {e.Message}", e);
        }
        block.Clear();
        block.FirstLine = _number;
        _rows.Output.Clear();
        for (; _row < _groupRows && _rows.Output.Length < Block.TargetBytes; _row++, _number++)
            foreach (string?[] column in _columns)
                Add(column[_row]);
        if (block.Bytes.Length < _rows.Output.Length)
            block.Grow(_rows.Output.Length);
        _rows.Output.Written.CopyTo(block.Bytes);
        block.Length = _rows.Output.Length;
        return true;
    }

    public override async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await file.DisposeAsync();
    }

    internal static async Task<TableFile> OpenAsync(string name, Stream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        ParquetReader reader;
        try
        {
            reader = await ParquetReader.CreateAsync(file, cancellationToken: cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new FileException($"{name} is a broken Parquet file: {e.Message}", e);
        }
        if (reader.Schema.Fields.FirstOrDefault(field => field is not DataField { IsArray: false }) is { } nested)
            throw new FileException($"{name}: the column '{nested.Name}' holds lists or parts of its own: leave it out");
        DataField[] fields = [.. reader.Schema.Fields.Cast<DataField>()];
        return new ParquetTable(reader, file, fields)
        {
            Name = name,
            Format = FileFormat.Parquet,
            Columns = [.. fields.Select(field => field.Name)],
        };
    }

    private async Task ReadGroupAsync(CancellationToken cancellationToken)
    {
        using var group = reader.OpenRowGroupReader(_group++);
        (_row, _groupRows) = (0, checked((int)group.RowCount));
        if (_columns.Length == 0 || _columns[0].Length < _groupRows)
            _columns = [.. fields.Select(_ => new string?[_groupRows])];
        for (int i = 0; i < fields.Length; i++)
            await ParquetTexts.ReadAsync(group, fields[i], _columns[i].AsMemory(0, _groupRows), cancellationToken);
    }

    private void Add(string? text)
    {
        if (text is null)
        {
            _rows.AddNull();
            return;
        }
        Span<byte> bytes = text.Length <= 1024 ? stackalloc byte[text.Length * 3] : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        _rows.Add(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }
}
