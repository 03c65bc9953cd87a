using System.Text.Encodings.Web;
using System.Text.Json;

namespace Audience.Data.Files;

/// <summary>Writes <see cref="FileFormat.JsonLines"/>: texts as strings.</summary>
public sealed class JsonLineWriter : RowWriter
{
    private readonly byte[][] _names;
    private int _field;

    /// <param name="columns">The names of the columns.</param>
    public JsonLineWriter(IReadOnlyList<string> columns)
        : base(columns) => _names = [.. columns.Select(name => JsonEncodedText.Encode(name, Encoder).EncodedUtf8Bytes.ToArray())];

    private static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <inheritdoc/>
    public override void Begin() => _field = 0;

    /// <inheritdoc/>
    public override void BeginWith(ReadOnlySpan<byte> raw, int fields)
    {
        raw = raw.TrimEnd(" \t"u8);
        Output.Add(raw[..^1].TrimEnd(" \t"u8));
        _field = fields;
        // An empty object has no field that a comma could follow.
        _isFirst = Output.Written[^1] == '{';
    }

    private bool _isFirst;

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<byte> text)
    {
        Name();
        AddString(text);
    }

    /// <inheritdoc/>
    public override void AddNull()
    {
        Name();
        Output.Add("null"u8);
    }

    /// <inheritdoc/>
    public override void AddList(IReadOnlyList<byte[]> all, ReadOnlySpan<int> chosen)
    {
        Name();
        Output.Add((byte)'[');
        for (int i = 0; i < chosen.Length; i++)
        {
            if (i > 0)
                Output.Add((byte)',');
            AddString(all[chosen[i]]);
        }
        Output.Add((byte)']');
    }

    /// <inheritdoc/>
    public override void AddJson(ReadOnlySpan<byte> json)
    {
        Name();
        Output.Add(json);
    }

    /// <inheritdoc/>
    public override void End()
    {
        Output.Add("}\n"u8);
        _isFirst = false;
    }

    private void Name()
    {
        Output.Add(_field == 0 ? (byte)'{' : (byte)',');
        if (_field > 0 && _isFirst)
            Output.CutTo(Output.Length - 1);
        _isFirst = false;
        Output.Add((byte)'"');
        Output.Add(_names[_field++]);
        Output.Add("\":"u8);
    }

    private void AddString(ReadOnlySpan<byte> text)
    {
        Output.Add((byte)'"');
        if (Encoder.FindFirstCharacterToEncodeUtf8(text) < 0)
            Output.Add(text);
        else
            AddEscaped(text);
        Output.Add((byte)'"');
    }

    // Bytes that are no text become U+FFFD.
    private void AddEscaped(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            Encoder.EncodeUtf8(text, Output.Reserve(64), out int consumed, out int written);
            Output.Commit(written);
            text = text[consumed..];
        }
    }
}
