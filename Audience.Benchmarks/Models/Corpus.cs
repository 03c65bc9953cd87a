using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Audience.Labeling.Prepared;

namespace Audience.Benchmarks.Models;

/// <summary>Texts with one label each, in the two parts that models learn from and are judged by.</summary>
internal sealed record Corpus(string Name, LabeledText[] Train, LabeledText[] Test)
{
    /// <summary>Nobody reads on for longer.</summary>
    private const int MaxTextLength = 4000;

    /// <summary>The labels, in the order of their code points.</summary>
    internal string[] Labels => [.. Train.Concat(Test).SelectMany(text => text.Labels).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>
    /// Tells one set of texts from another: figures of different ones are not to be compared. A package list that changes by a line is
    /// drawn from otherwise throughout.
    /// </summary>
    internal string Fingerprint
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (LabeledText text in Train.Concat(Test))
                hash.AppendData(Encoding.UTF8.GetBytes($"{text.Labels[0]}\t{text.Text}\n"));
            return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
        }
    }

    /// <summary>Puts four fifths, drawn by a fixed seed, into the part to learn from.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="texts">Labels and texts, which are cut where nobody reads on.</param>
    /// <param name="most">Of so many texts it is made at most.</param>
    /// <param name="draw">0 for the first draw, 1 for another one, …</param>
    internal static Corpus Split(string name, IEnumerable<(string Label, string Text)> texts, int most, int draw)
    {
        LabeledText[] all = [.. texts.Select(t => new LabeledText(Cut(t.Text), [t.Label])).Where(t => t.Text.Length > 0)];
        new Random(20200101 + draw).Shuffle(all);
        all = all[..Math.Min(most, all.Length)];
        return new Corpus(name, all[..(all.Length * 4 / 5)], all[(all.Length * 4 / 5)..]);
    }

    /// <summary>The same with some wrong labels in the part to learn from.</summary>
    /// <param name="share">How many of them, 0 to 1.</param>
    internal Corpus Mislabelled(double share)
    {
        var random = new Random(3);
        string[] labels = Labels;
        return this with { Train = [.. Train.Select(text => random.NextDouble() < share ? text with { Labels = [Other(text)] } : text)] };

        string Other(LabeledText text)
        {
            string[] others = [.. labels.Except(text.Labels)];
            return others[random.Next(others.Length)];
        }
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

    /// <summary>Writes train.jsonl and test.jsonl, lines of <c>[label, text]</c>.</summary>
    internal void Write(string directory)
    {
        File.WriteAllLines(Path.Combine(directory, "train.jsonl"), Train.Select(Line));
        File.WriteAllLines(Path.Combine(directory, "test.jsonl"), Test.Select(Line));

        static string Line(LabeledText text) => JsonSerializer.Serialize<string[]>([text.Labels[0], text.Text]);
    }

    private static string Cut(string text) => text.Trim() is var whole && whole.Length <= MaxTextLength ? whole : whole[..MaxTextLength];
}
