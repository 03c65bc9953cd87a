using CsCheck;

namespace Audience.Tests.Fuzz;

/// <summary>PATTERNs: keywords and regular expressions, whole and broken, and expressions made to blow up.</summary>
internal static class FuzzPatterns
{
    private static readonly Gen<string> Bomb = Gen.OneOf(
        "(a+)+$",
        "(a*)*b",
        "(a|a)*$",
        "(a|aa)+$",
        "((a+)+)+$",
        "(.*)*x",
        "([a-z]+)*$",
        "(x+x+)+y",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(a{1000}){1000}",
        "((a{100}){100}){100}",
        "a{2147483647}",
        "a{99999999999}",
        "(a{0,1000}){0,1000}",
        "(?=(a+)+$)b",
        "(?<=(a+)+)$",
        "(?!(a*)*b)c",
        @"(a+)\1+$",
        @"(?P<n>a+)(?P=n)",
        @"\1",
        @"\k<x>",
        @"(?(1)a|b)",
        @"(?<-x>a)",
        "(?>a+)+",
        "[a-z-[aeiou]]",
        @"\p{L}+",
        @"\p{Nonsense}",
        "[z-a]",
        "a{3,1}",
        "*",
        "(?",
        "(?P",
        "[",
        "\\",
        "(?#",
        "(?i",
        @"\x",
        @"\u12",
        @"\c",
        "(?x) a b # c",
        "(?R)",
        "\0",
        "$^",
        "",
        "|",
        "||",
        ".{0,65535}.{0,65535}",
        @"(\w{1,500}\W{1,500}){1,50}"
    );

    private static readonly Gen<string> Expression = Gen.Recursive<string>(
        (depth, inner) =>
        {
            var atom = Gen.OneOf("a", "人", ".", @"\w", @"\d", "[a-z]", "[^a]", "^", "$", @"\b", "ab", "小姐", @"\.", "(?i)");
            var part =
                depth >= 4
                    ? atom
                    : Gen.Frequency(
                        (3, atom),
                        (
                            1,
                            Gen.Select(
                                Gen.OneOf("(", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?P<n>"),
                                inner,
                                (open, body) => $"{open}{body})"
                            )
                        )
                    );
            var times = Gen.Frequency(
                (4, Gen.Const("")),
                (2, Gen.OneOf("*", "+", "?", "*?", "{2}", "{0,3}")),
                (1, Gen.Select(Gen.Int[0, 1_000], Gen.Int[0, 1_000], (a, b) => $"{{{a},{b}}}"))
            );
            return Gen.Select(part, times, (p, t) => p + t).Array[1, 4].Select(string.Concat);
        }
    );

    private static readonly Gen<string> Garbage = Gen.OneOf("()[]{}*+?|\\^$.-,:=!<>P#09ak人".Select(c => c.ToString()).ToArray())
        .Array[1, 30]
        .Select(string.Concat);

    private static readonly Gen<string> Deep = Gen.Int[1, 9_999].Select(n => new string('(', n) + "a" + new string(')', n));

    private static readonly Gen<string> AnyExpression = Gen.Frequency(
        (4, Bomb),
        (4, Expression),
        (2, Garbage),
        (1, Deep),
        (1, FuzzTexts.Nasty)
    );

    private static readonly Gen<string> Label = FuzzTexts.Quoted(
        Gen.Frequency((4, Gen.OneOf("female", "male", "男性", "a,b", "/x", "=")), (1, FuzzTexts.Nasty))
    );

    private static readonly Gen<string> Keyword = Gen.Frequency(
        (3, FuzzTexts.Quoted(Gen.OneOf("小姐", "a", "王"))),
        (2, FuzzTexts.Quoted(FuzzTexts.Nasty)),
        (
            4,
            Gen.Select(
                FuzzTexts.Quoted(FuzzTexts.Nasty),
                Gen.OneOf("partially", "start", "end", "exactly", "absolutely", "PARTIALLY", "around", ""),
                (k, m) => $"[{k},\"{m}\"]"
            )
        ),
        (1, FuzzTexts.Value)
    );

    /// <summary>A PATTERN of keywords.</summary>
    public static readonly Gen<string> Keywords = Labels(Keyword);

    /// <summary>A PATTERN of expressions.</summary>
    public static readonly Gen<string> Expressions = Labels(Gen.Frequency((9, FuzzTexts.Quoted(AnyExpression)), (1, FuzzTexts.Value)));

    private static Gen<string> Labels(Gen<string> rule) =>
        Gen.Frequency(
            (
                9,
                Gen.Select(Label, rule.Array[0, 4], (label, rules) => $"{label}:[{string.Join(',', rules)}]")
                    .Array[1, 3]
                    .Select(labels => $"{{{string.Join(',', labels)}}}")
            ),
            (1, FuzzTexts.Value)
        );
}
