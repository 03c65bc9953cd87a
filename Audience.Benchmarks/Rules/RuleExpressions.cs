using Audience.Benchmarks.Match;
using Audience.Labeling.Rules;

namespace Audience.Benchmarks.Rules;

/// <summary>Expressions as people write them: most are words, some are alternatives, gaps, classes and conditions around words.</summary>
internal static class RuleExpressions
{
    /// <summary>Makes two labels of expressions, the same on every run.</summary>
    /// <param name="count">How many in all; one in a hundred holds no word to look for.</param>
    internal static LabelExpressions[] Make(int count)
    {
        Random random = new(count);
        ChineseWords words = new();
        string[] made = [.. Enumerable.Range(0, count).Select(i => Expression(i, () => Word(words, random)))];
        return [new("male", [.. made.Where((_, i) => i % 2 == 0)]), new("female", [.. made.Where((_, i) => i % 2 == 1)])];
    }

    /// <summary>Now and then a word that some posts hold, else characters that few hold in this order.</summary>
    private static string Word(ChineseWords words, Random random)
    {
        string word = words.Word(random);
        return word.Length > 1 && random.Next(8) == 0 ? word : words.Invent(random) + words.Invent(random)[..1];
    }

    private static string Expression(int number, Func<string> word) =>
        (number % 100) switch
        {
            99 => number % 200 == 99 ? @"(\d)\1\1" : @"[a-z]{5,}\d",
            < 40 => word(),
            < 55 => $"({word()}|{word()}|{word()}){word()[..1]}",
            < 65 => $"{word()}.{{0,5}}{word()}",
            < 70 => $"^{word()}",
            < 75 => $"{word()}$",
            < 80 => $"(?<!{word()[..1]}){word()}",
            < 87 => $"[{word()}{word()}]{word()}",
            < 92 => $@"{word()}\d{{1,3}}",
            < 95 => $"(?P<who>{word()}|{word()})[,，]?(?P=who)",
            _ => $"(?:{word()})+[!！]",
        };
}
