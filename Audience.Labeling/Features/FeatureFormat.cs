using Audience.Labeling.Scoring;

namespace Audience.Labeling.Features;

/// <summary>How features are stored in a model's bytes.</summary>
internal static class FeatureFormat
{
    // Of a vocabulary whose texts are cut as they were in the first version.
    private const byte NoSet = byte.MaxValue;

    /// <summary>
    /// The first version of an archive whose readers can cut texts as a vocabulary needs: a reader that does not know a kind of tokens
    /// must say that it is too old, and not that the model is damaged.
    /// </summary>
    public static int VersionOf(Vocabulary vocabulary) =>
        vocabulary.Set is not { } set ? 1
        : set.HasFlag(TokenSet.Capitals) ? 3
        : 2;

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
}
