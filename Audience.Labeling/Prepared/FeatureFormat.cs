using System.Runtime.InteropServices;
using Audience.Labeling.Features;

namespace Audience.Labeling.Prepared;

/// <summary>How features and lists of numbers are stored in a model's bytes.</summary>
internal static class FeatureFormat
{
    public static void Write(BinaryWriter writer, TfIdf features)
    {
        writer.WriteMany<ulong>([.. features.Vocabulary.Hashes]);
        writer.WriteFloats([.. features.Idf]);
    }

    public static TfIdf Read(ModelReader reader)
    {
        ulong[] hashes = reader.Many<ulong>();
        float[] idf = reader.Floats();
        if (idf.Length != hashes.Length)
            throw new ModelFormatException("the model's tokens do not fit their frequencies");
        return new TfIdf(new Vocabulary(hashes), idf);
    }

    public static void WriteFloats(this BinaryWriter writer, float[] values) => writer.WriteMany<float>(values);

    public static void WriteMany<T>(this BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }
}
