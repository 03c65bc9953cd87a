using System.Collections;
using System.Data.Common;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>Label rows as MySqlBulkCopy takes them, all alike but for their numbers, made without cost.</summary>
/// <param name="rows">How many.</param>
/// <param name="textBytes">How long the matched text is, in bytes of UTF-8.</param>
/// <param name="isAuthor">Whether that is the author's name.</param>
internal sealed class FloorRows(int rows, int textBytes, bool isAuthor) : DbDataReader
{
    private const int BytesOfCharacter = 3,
        AuthorLength = 5;
    private readonly string _text = new('文', textBytes / BytesOfCharacter);
    private readonly string _sourceAuthor = "WH_F0045_" + new string('文', isAuthor ? textBytes / BytesOfCharacter : AuthorLength);
    private int _row = -1;

    public override int FieldCount => 10;
    public override bool HasRows => rows > 0;
    public override bool IsClosed => false;
    public override int Depth => 0;
    public override int RecordsAffected => -1;
    public override object this[int ordinal] => GetValue(ordinal);
    public override object this[string name] => throw new NotSupportedException();

    public override bool Read() => ++_row < rows;

    public override object GetValue(int ordinal) =>
        ordinal switch
        {
            0 => "1577818324915_F004500001",
            1 => "0123456789abcdef0123456789abcdef",
            2 => _sourceAuthor,
            3 => "/female",
            4 => "2020-01-01 00:00:00",
            5 => "WH_F0045",
            6 => _text,
            7 => _row / 10_000,
            8 => _row % 10_000,
            _ => (long)_row,
        };

    public override int GetValues(object[] values)
    {
        for (int i = 0; i < FieldCount; i++)
            values[i] = GetValue(i);
        return FieldCount;
    }

    public override bool IsDBNull(int ordinal) => false;

    public override bool NextResult() => false;

    public override Type GetFieldType(int ordinal) => GetValue(ordinal).GetType();

    public override string GetName(int ordinal) => $"c{ordinal}";

    public override int GetOrdinal(string name) => throw new NotSupportedException();

    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    public override IEnumerator GetEnumerator() => throw new NotSupportedException();

    public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);

    public override byte GetByte(int ordinal) => (byte)GetValue(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override char GetChar(int ordinal) => (char)GetValue(ordinal);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);

    public override decimal GetDecimal(int ordinal) => (decimal)GetValue(ordinal);

    public override double GetDouble(int ordinal) => (double)GetValue(ordinal);

    public override float GetFloat(int ordinal) => (float)GetValue(ordinal);

    public override Guid GetGuid(int ordinal) => (Guid)GetValue(ordinal);

    public override short GetInt16(int ordinal) => (short)GetValue(ordinal);

    public override int GetInt32(int ordinal) => (int)GetValue(ordinal);

    public override long GetInt64(int ordinal) => (long)GetValue(ordinal);

    public override string GetString(int ordinal) => (string)GetValue(ordinal);
}
