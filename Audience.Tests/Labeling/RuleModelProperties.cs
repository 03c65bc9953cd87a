using Audience.Labeling;
using Audience.Labeling.Rules;
using CsCheck;

namespace Audience.Tests.Labeling;

/// <summary>The rule model gives what running each expression on its own gives, whatever it looks for beforehand.</summary>
[Category("property")]
public sealed class RuleModelProperties
{
    private static readonly Gen<string> Literal = Gen.OneOf(
        "娘",
        "人",
        "妹",
        "a",
        "B",
        "k",
        "K",
        "s",
        "ſ",
        "i",
        "İ",
        "ı",
        "ß",
        "ẞ",
        "å",
        "\u212B",
        "\u212A",
        "ω",
        "\u2126",
        "β",
        "ϐ",
        "θ",
        "ϑ",
        "ϴ",
        "σ",
        "ς",
        "Ａ",
        "ａ",
        "😀",
        "\U00010400",
        "\U00010428",
        @"\.",
        @"\u5A18",
        @"\x41",
        @"\-",
        "]",
        "{",
        "}",
        "{,2}",
        "-",
        "1",
        "小妹",
        "人妻"
    );

    private static readonly Gen<string> Atom = Gen.Frequency(
        (12, Literal),
        (
            3,
            Gen.OneOf(
                ".",
                @"\d",
                @"\w",
                @"\s",
                "[娘人]",
                "[a-c]",
                "[^a]",
                "[a-zＡ]",
                "[]k]",
                @"[\]人\d]",
                "[😀]",
                "[a-]",
                @"[\u5A18-\u5A1A]",
                "[a-z-[b]]",
                @"\p{L}"
            )
        ),
        (
            1,
            Gen.OneOf(
                "^",
                "$",
                @"\b",
                @"\B",
                "(?=人)",
                "(?!娘)",
                "(?<=a)",
                "(?<!妹)",
                "(?#note)",
                "()",
                @"\A",
                @"\z",
                "(?i)",
                "(?-i)",
                "(?s)"
            )
        )
    );

    private static readonly Gen<string> Expression = Gen.Recursive<string>(
        (depth, inner) =>
        {
            Gen<string> group =
                depth >= 3
                    ? Atom
                    : Gen.Frequency(
                        (4, Atom),
                        (
                            1,
                            Gen.Select(
                                Gen.OneOf("(", "(?:", "(?>", "(?<n>", "(?P<p>", "(?i:", "(?-i:", "(?=", "(?!"),
                                inner,
                                (open, body) => $"{open}{body})"
                            )
                        )
                    );
            Gen<string> quantified = Gen.Select(
                group,
                Gen.Frequency(
                    (6, Gen.Const("")),
                    (1, Gen.OneOf("?", "*", "+", "+?", "??", "{2}", "{0,2}", "{1,}", "{1}", "{0}", "{2,3}?"))
                ),
                (atom, times) => atom + times
            );
            return quantified.Array[1, 4].Select(string.Concat).Array[1, 3].Select(rows => string.Join('|', rows));
        }
    );

    [Test]
    public void Agrees_with_each_expression_on_its_own() =>
        Gen.Select(Expression.Array[1, 3].Array[1, 3], Texts.Array[1, 12])
            .Sample(
                (lists, texts) =>
                {
                    LabelExpressions[] labels =
                    [
                        .. lists.Select((list, i) => new LabelExpressions($"label {i}", [.. list.Where(Compiles)])),
                    ];
                    RuleModel model = new(labels);
                    RuleModel[][] alone = [.. labels.Select(label => label.Expressions.Select(Alone).ToArray())];
                    foreach (string text in texts)
                    {
                        string[] expected =
                        [
                            .. labels.Where((_, i) => alone[i].Any(one => Labels.Of(one, text).Length > 0)).Select(label => label.Label),
                        ];
                        string[] found = Labels.Of(model, text);
                        // An expression may take too long by the clock of a machine that is busy.
                        if (model.Timeouts.Count == 0 && alone.All(list => list.All(one => one.Timeouts.Count == 0)))
                            Assert.That(
                                found,
                                Is.EqualTo(expected),
                                () => $"{text} by {string.Join("  ", labels.SelectMany(label => label.Expressions))}"
                            );
                    }
                },
                iter: 500,
                threads: 1
            );

    /// <summary>Short ones, since the plain engine may take exponential time.</summary>
    private static Gen<string> Texts =>
        Gen.Frequency(
            (2, LabelingTexts.Text.Where(text => text.Length < 20)),
            (
                3,
                Gen.OneOf(
                        "娘",
                        "人",
                        "妹",
                        "a",
                        "A",
                        "b",
                        "k",
                        "K",
                        "\u212A",
                        "s",
                        "S",
                        "ſ",
                        "i",
                        "I",
                        "İ",
                        "ı",
                        "ß",
                        "ẞ",
                        "å",
                        "Å",
                        "\u212B",
                        "ω",
                        "Ω",
                        "\u2126",
                        "β",
                        "ϐ",
                        "Β",
                        "θ",
                        "ϑ",
                        "ϴ",
                        "σ",
                        "ς",
                        "Ａ",
                        "ａ",
                        "😀",
                        "😁",
                        "\U00010400",
                        "\U00010428",
                        ".",
                        "-",
                        "]",
                        "{",
                        "}",
                        "1",
                        "\n",
                        "小妹",
                        "人妻",
                        "{,2}"
                    )
                    .Array[0, 10]
                    .Select(string.Concat)
            )
        );

    private static bool Compiles(string expression)
    {
        try
        {
            return Alone(expression) is not null;
        }
        catch (PatternException)
        {
            return false;
        }
    }

    private static RuleModel Alone(string expression) => new([new LabelExpressions("label", [expression])]);
}
