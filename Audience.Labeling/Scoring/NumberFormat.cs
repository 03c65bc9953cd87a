using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Audience.Labeling.Scoring;

/// <summary>How lists of numbers are stored in a model's bytes.</summary>
internal static class NumberFormat
{
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
