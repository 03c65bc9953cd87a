using Audience.Labeling.Prepared;

namespace Audience.Benchmarks.Models;

/// <summary>Texts with one label each, in the two parts that models learn from and are judged by.</summary>
internal sealed record Corpus(string Name, LabeledText[] Train, LabeledText[] Test)
{
    /// <summary>Nobody reads on for longer.</summary>
    private const int MaxTextLength = 4000;

    /// <summary>The labels, in the order of their code points.</summary>
    internal string[] Labels => [.. Train.Concat(Test).SelectMany(text => text.Labels).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Puts four fifths, drawn by a fixed seed, into the part to learn from.</summary>
    internal static Corpus Split(string name, IEnumerable<(string Label, string Text)> texts)
    {
        LabeledText[] all = [.. texts.Select(t => new LabeledText(OneLine(t.Text), [t.Label])).Where(t => t.Text.Length > 0)];
        new Random(20200101).Shuffle(all);
        return new Corpus(name, all[..(all.Length * 4 / 5)], all[(all.Length * 4 / 5)..]);
    }

    /// <summary>Reads train.tsv and test.tsv, lines of <c>label TAB text</c>.</summary>
    internal static Corpus Read(string directory)
    {
        return new Corpus(Path.GetFileName(Path.TrimEndingDirectorySeparator(directory)), Part("train.tsv"), Part("test.tsv"));

        LabeledText[] Part(string file) =>
            [
                .. File.ReadLines(Path.Combine(directory, file))
                    .Select(line => line.Split('\t', 2))
                    .Where(row => row.Length == 2)
                    .Select(row => new LabeledText(row[1], [row[0]])),
            ];
    }

    /// <summary>Writes what <see cref="Read"/> reads.</summary>
    internal void Write(string directory)
    {
        File.WriteAllLines(Path.Combine(directory, "train.tsv"), Train.Select(Line));
        File.WriteAllLines(Path.Combine(directory, "test.tsv"), Test.Select(Line));

        static string Line(LabeledText text) => $"{text.Labels[0]}\t{OneLine(text.Text)}";
    }

    private static string OneLine(string text)
    {
        string line = string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxTextLength ? line : line[..MaxTextLength];
    }
}
