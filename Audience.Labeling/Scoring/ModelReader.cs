using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Audience.Labeling.Scoring;

/// <summary>
/// Reads a model's bytes and trusts none of them: every length is checked against what is left before anything is made of it.
/// </summary>
internal sealed class ModelReader(ReadOnlyMemory<byte> bytes)
{
    private int _next;

    /// <summary>How many bytes are left.</summary>
    public int Left => bytes.Length - _next;

    public byte Byte() => Take(1)[0];

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public float[] Floats()
    {
        float[] values = Many<float>();
        return values.Any(float.IsNaN) ? throw new ModelFormatException("the model has a weight that is no number") : values;
    }

    /// <summary>A list of numbers with its length before it.</summary>
    public T[] Many<T>()
        where T : unmanaged
    {
        int count = Int();
        if (count < 0 || (long)count * Unsafe.SizeOf<T>() > Left)
            throw new ModelFormatException($"the model is damaged or cut off: {count} values are announced where {Left} bytes are left");
        return MemoryMarshal.Cast<byte, T>(Take(count * Unsafe.SizeOf<T>())).ToArray();
    }

    /// <summary>A text with its length in bytes before it.</summary>
    public string Text()
    {
        byte[] utf8 = Many<byte>();
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8);
        }
        catch (ArgumentException e)
        {
            throw new ModelFormatException("the model has a text that is not UTF-8", e);
        }
    }

    /// <summary>Several texts.</summary>
    public string[] Texts(int max)
    {
        int count = Int();
        if (count < 0 || count > max || count > Left / 4)
            throw new ModelFormatException($"the model announces {count} texts, at most {max} are allowed");
        string[] texts = new string[count];
        for (int i = 0; i < count; i++)
            texts[i] = Text();
        return texts;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Left)
            throw new ModelFormatException("the model is cut off");
        _next += count;
        return bytes.Span.Slice(_next - count, count);
    }
}
