using System.Text;
using System.Text.Json;

namespace Audience.Data.Files;

/// <summary>
/// Rows of <see cref="FileFormat.JsonLines"/>: a field is a string's text, a number's digits, or the JSON of what is more.
/// </summary>
/// <param name="columns">The fields that are read; others count as <see cref="Unknown"/>.</param>
public sealed class JsonLineParser(IReadOnlyList<string> columns) : RowParser
{
    private readonly byte[][] _names = [.. columns.Select(Encoding.UTF8.GetBytes)];
    private readonly (int Start, int Length)[] _fields = new (int, int)[columns.Count];
    private readonly ByteBuffer _texts = new(4096);

    /// <inheritdoc/>
    public override int Count => columns.Count;

    /// <summary>How many fields so far are not among the columns.</summary>
    public long Unknown { get; private set; }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> this[int column] =>
        IsNull(column) ? [] : _texts.Written.Slice(_fields[column].Start, _fields[column].Length);

    /// <inheritdoc/>
    public override bool IsNull(int column) => _fields[column].Length < 0;

    /// <inheritdoc/>
    public override bool Next()
    {
        do
        {
            if (Position == End)
                return false;
            TakeLine();
        } while (Raw.Trim(" \t"u8).IsEmpty);
        Problem = null;
        _fields.AsSpan().Fill((0, -1));
        _texts.Clear();
        try
        {
            Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            Problem = "not a JSON object";
        }
        return true;
    }

    private void Read()
    {
        var json = new Utf8JsonReader(Raw);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw new JsonException();
        // Objects have their fields in the same order, mostly.
        for (int expected = 0; json.Read() && json.TokenType == JsonTokenType.PropertyName; expected++)
        {
            int column = Find(ref json, expected);
            json.Read();
            if (column < 0)
                Unknown++;
            else
                expected = column;
            Take(ref json, column);
        }
        if (json.Read())
            throw new JsonException();
    }

    private int Find(ref Utf8JsonReader json, int expected)
    {
        if (expected < _names.Length && json.ValueTextEquals(_names[expected]))
            return expected;
        for (int column = 0; column < _names.Length; column++)
            if (json.ValueTextEquals(_names[column]))
                return column;
        return -1;
    }

    private void Take(ref Utf8JsonReader json, int column)
    {
        int start = _texts.Length;
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return;
            case JsonTokenType.String:
                _texts.Commit(json.CopyString(_texts.Reserve(json.ValueSpan.Length)));
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                int from = (int)json.TokenStartIndex;
                json.Skip();
                _texts.Add(Raw[from..(int)json.BytesConsumed]);
                break;
            default:
                _texts.Add(json.ValueSpan);
                break;
        }
        if (column >= 0)
            _fields[column] = (start, _texts.Length - start);
    }
}
