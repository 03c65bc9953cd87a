using Audience.Labeling.Prepared;
using Audience.Labeling.Scoring;
using CsCheck;

namespace Audience.Tests.Labeling.Prepared;

/// <summary>
/// Bytes from anywhere give a model that labels, or one kind of exception; no loop, and no memory that the bytes do not account
/// for.
/// </summary>
[Category("property")]
public sealed class PreparedModelProperties
{
    private const long MostMemory = 4 << 20;

    private static readonly byte[][] Archives = [.. PreparedModelTests.Models.Select(model => model.ToBytes())];

    [Test]
    public void Survives_bytes_that_were_changed() =>
        Gen.Select(Gen.Int[0, Archives.Length - 1], Gen.Select(Gen.Int[8, 400], Gen.Byte).Array[1, 4])
            .Sample(
                (archive, changes) =>
                {
                    byte[] bytes = [.. Archives[archive]];
                    foreach (var (at, value) in changes)
                        bytes[8 + at % (bytes.Length - 8)] = value;
                    Read(bytes);
                },
                iter: 20_000,
                threads: 1
            );

    [Test]
    public void Survives_every_byte_turned_over()
    {
        foreach (byte[] archive in Archives)
            for (int at = 0; at < archive.Length; at++)
                foreach (byte mask in new byte[] { 0xFF, 0x80, 0x01 })
                {
                    byte[] bytes = [.. archive];
                    bytes[at] ^= mask;
                    Read(bytes);
                }
    }

    [Test]
    public void Survives_lengths_that_announce_too_much()
    {
        byte[][] lengths =
        [
            [0xFF, 0xFF, 0xFF, 0x7F],
            [0xFF, 0xFF, 0xFF, 0xFF],
            [0, 0, 0, 0x10],
            [0, 0, 0, 0x80],
            [0, 0, 0, 0],
        ];
        foreach (byte[] archive in Archives)
            for (int at = 11; at + 4 <= archive.Length; at++)
                foreach (byte[] length in lengths)
                {
                    byte[] bytes = [.. archive];
                    length.CopyTo(bytes, at);
                    Read(bytes);
                }
    }

    [Test]
    public void Survives_random_bytes_behind_the_head() =>
        Gen.Select(Gen.Int[0, Archives.Length - 1], Gen.Byte.Array[0, 300])
            .Sample((archive, bytes) => Read([.. Archives[archive].Take(11), .. bytes]), iter: 10_000, threads: 1);

    private static void Read(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        PreparedModel model;
        try
        {
            model = PreparedModel.FromBytes(bytes);
        }
        catch (ModelFormatException)
        {
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(MostMemory));
            return;
        }
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(MostMemory));
        model.Predict("a cat, a 狗");
        model.Predict("");
    }
}
