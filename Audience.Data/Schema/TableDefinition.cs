namespace Audience.Data.Schema;

/// <summary>A table of ours, independent of the server that it is created on.</summary>
/// <param name="Name">Unquoted name.</param>
/// <param name="Columns">In order.</param>
/// <param name="PrimaryKey">Column names.</param>
/// <param name="Indexes">Further indexes, each a list of column names.</param>
public sealed record TableDefinition(
    string Name,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<string> PrimaryKey,
    params IReadOnlyList<string>[] Indexes
);

/// <summary>A column.</summary>
/// <param name="Name">Unquoted name.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Nullable">Whether it may be NULL; columns added to an older table must be, or have a default.</param>
/// <param name="Default">An SQL literal, or null for none.</param>
public sealed record Column(string Name, ColumnType Type, bool Nullable = true, string? Default = null);

/// <summary>What a column holds.</summary>
public enum ColumnType
{
    /// <summary>32 hexadecimal digits.</summary>
    TaskId,

    /// <summary>A word of ours or a name, at most 190 characters.</summary>
    Name,

    /// <summary>Text of any length, compared byte for byte.</summary>
    Text,

    /// <summary>32 bits.</summary>
    Int,

    /// <summary>64 bits.</summary>
    Long,

    /// <summary>A floating-point number.</summary>
    Double,

    /// <summary>Date and time to the microsecond, without zone.</summary>
    Time,

    /// <summary>Bytes.</summary>
    Blob,

    /// <summary>64 bits, numbered by the server where none is given; alone the primary key.</summary>
    Serial,
}
