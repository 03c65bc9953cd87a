using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>
/// The models that a measurement can label with, all made of the same keywords, and what each must find, worked out without the
/// system's code.
/// </summary>
internal static class BenchModels
{
    /// <summary>Names of the models.</summary>
    public static readonly string[] Names = ["keyword", "rule", "term-weight"];

    /// <summary>The job that the term-weight model is imported under.</summary>
    public const int TermWeightJob = 1;

    /// <summary>The terms as a CSV: each speaks for its label, and one is enough.</summary>
    public static byte[] TermWeightCsv() =>
        Encoding.UTF8.GetBytes(
            "label,term,weight,threshold\n"
                + string.Concat(BenchKeywords.ByLabel.SelectMany(l => l.Value.Select(term => $"{l.Key},{term},1,0.5\n")))
        );

    /// <summary>What a task's body says of its model.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Request(string model) =>
        model switch
        {
            "keyword" => [new("MODEL_TYPE", "keyword_model"), new("PATTERN", BenchKeywords.ByLabel)],
            "rule" =>
            [
                new("MODEL_TYPE", "rule_model"),
                new("PATTERN", BenchKeywords.ByLabel.ToDictionary(l => l.Key, l => l.Value.Select(Regex.Escape).ToArray())),
            ],
            _ => [new("MODEL_JOB_ID", TermWeightJob)],
        };

    /// <summary>The panels, and whether a text gets each.</summary>
    public static IReadOnlyList<(string Panel, Func<string, bool> Matches)> Reference(string model) =>
        [
            .. BenchKeywords.ByLabel.Select(l =>
                (l.Key == "女性" ? "/female" : "/male", model == "term-weight" ? Terms(l.Value) : Anywhere(l.Value))
            ),
        ];

    private static Func<string, bool> Anywhere(string[] keywords)
    {
        var values = SearchValues.Create(keywords, StringComparison.OrdinalIgnoreCase);
        return text => text.AsSpan().ContainsAny(values);
    }

    // Terms of Latin letters are words.
    private static Func<string, bool> Terms(string[] keywords)
    {
        string[] latin = [.. keywords.Where(k => char.IsAsciiLetter(k[0]))];
        var (chinese, anyLatin) = (Anywhere([.. keywords.Except(latin)]), Anywhere(latin));
        return text => chinese(text) || anyLatin(text) && Array.Exists(latin, word => HasWord(text, word));
    }

    private static bool HasWord(string text, string word)
    {
        for (
            int at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            at >= 0;
            at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase)
        )
            if ((at == 0 || !IsLatin(text[at - 1])) && (at + word.Length == text.Length || !IsLatin(text[at + word.Length])))
                return true;
        return false;
    }

    private static bool IsLatin(char c) => char.IsAsciiLetterOrDigit(c);
}
