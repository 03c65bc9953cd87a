using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Audience.Labeling.Features;

namespace Audience.Labeling.Prepared;

/// <summary>How features and lists of numbers are stored in a model's bytes.</summary>
internal static class FeatureFormat
{
    // Of a vocabulary whose texts are cut as they were in the first version.
    private const byte NoSet = byte.MaxValue;

    /// <summary>Writes the tokens; from version 2 on with what texts are cut into.</summary>
    public static void Write(BinaryWriter writer, Vocabulary vocabulary, int version)
    {
        if (version > 1)
            writer.Write((byte?)vocabulary.Set ?? NoSet);
        writer.WriteMany<ulong>([.. vocabulary.Hashes]);
    }

    public static void Write(BinaryWriter writer, TfIdf features, int version)
    {
        Write(writer, features.Vocabulary, version);
        writer.WriteFloats([.. features.Idf]);
    }

    public static Vocabulary ReadVocabulary(ModelReader reader, int version)
    {
        byte set = version > 1 ? reader.Byte() : NoSet;
        return new Vocabulary(reader.Many<ulong>(), set == NoSet ? null : (TokenSet)set);
    }

    public static TfIdf Read(ModelReader reader, int version)
    {
        var vocabulary = ReadVocabulary(reader, version);
        float[] idf = reader.Floats();
        if (idf.Length != vocabulary.Count)
            throw new ModelFormatException("the model's tokens do not fit their frequencies");
        return new TfIdf(vocabulary, idf);
    }

    public static void WriteFloats(this BinaryWriter writer, float[] values) => writer.WriteMany<float>(values);

    /// <summary>Writes numbers of 16 bits, which those that <see cref="RoundToHalf"/> gives fit into.</summary>
    public static void WriteHalves(this BinaryWriter writer, float[] values)
    {
        var halves = new Half[values.Length];
        TensorPrimitives.ConvertToHalf(values, halves);
        writer.WriteMany<Half>(halves);
    }

    /// <summary>Reads numbers of 16 bits.</summary>
    public static float[] Halves(this ModelReader reader)
    {
        var halves = reader.Many<Half>();
        float[] values = new float[halves.Length];
        TensorPrimitives.ConvertToSingle(halves, values);
        return values.All(float.IsFinite) ? values : throw new ModelFormatException("the model has a weight that is no number");
    }

    /// <summary>Rounds numbers to what 16 bits hold, so that a model scores the same before and after it was stored.</summary>
    public static void RoundToHalf(float[] values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(Half)Math.Clamp(values[i], -(float)Half.MaxValue, (float)Half.MaxValue);
    }

    public static void WriteMany<T>(this BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }
}
