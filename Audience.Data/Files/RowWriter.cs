namespace Audience.Data.Files;

/// <summary>Writes rows field by field: as many fields in each as there are columns.</summary>
/// <param name="columns">Their names.</param>
public abstract class RowWriter(IReadOnlyList<string> columns)
{
    private readonly ByteBuffer _list = new();

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;

    /// <summary>Where rows go.</summary>
    public ByteBuffer Output { get; set; } = new();

    /// <summary>Writes what stands before the rows.</summary>
    public virtual void Header() { }

    /// <summary>Begins a row.</summary>
    public abstract void Begin();

    /// <summary>Begins a row whose first fields are those of a row that is written the same way.</summary>
    /// <param name="raw">It, without the end of its line.</param>
    /// <param name="fields">How many they are.</param>
    public abstract void BeginWith(ReadOnlySpan<byte> raw, int fields);

    /// <summary>Adds a text, UTF-8.</summary>
    public abstract void Add(ReadOnlySpan<byte> text);

    /// <summary>Adds a field without a value.</summary>
    public abstract void AddNull();

    /// <summary>Adds a list of texts: with commas between them, a text with a comma in quotes.</summary>
    /// <param name="all">Texts.</param>
    /// <param name="chosen">Which of them.</param>
    public virtual void AddList(IReadOnlyList<byte[]> all, ReadOnlySpan<int> chosen)
    {
        _list.Clear();
        foreach (int index in chosen)
        {
            if (_list.Length > 0)
                _list.Add((byte)',');
            bool quote = all[index].AsSpan().Contains((byte)',') || all[index].AsSpan().StartsWith("\""u8);
            if (quote)
                CsvWriter.Quote(all[index], _list);
            else
                _list.Add(all[index]);
        }
        Add(_list.Written);
    }

    /// <summary>Adds JSON; where the format has none, its text.</summary>
    public virtual void AddJson(ReadOnlySpan<byte> json) => Add(json);

    /// <summary>Ends a row.</summary>
    public abstract void End();

    /// <summary>Writes rows of a format.</summary>
    /// <param name="format">The format; rows of Parquet are packed for <see cref="ParquetSink"/>.</param>
    /// <param name="columns">Their names.</param>
    /// <param name="separator">Of CSV.</param>
    public static RowWriter Create(FileFormat format, IReadOnlyList<string> columns, byte separator = (byte)',') =>
        format switch
        {
            FileFormat.Csv => new CsvWriter(columns, separator),
            FileFormat.Tsv => new TsvWriter(columns),
            FileFormat.JsonLines => new JsonLineWriter(columns),
            _ => new PackedWriter(columns),
        };
}
