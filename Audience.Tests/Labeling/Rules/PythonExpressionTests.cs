using Audience.Labeling;
using Audience.Labeling.Rules;

namespace Audience.Tests.Labeling.Rules;

/// <summary>Expressions mean what they mean to Python's re, which said each of the right values.</summary>
[Category("unit")]
public sealed class PythonExpressionTests
{
    [TestCase("[👍]", "😡", false)]
    [TestCase("[👍]", "👍🏿", true)]
    [TestCase("[👍]", "😀", false)]
    [TestCase("[😀-😎]", "😅", true)]
    [TestCase("[😀-😎]", "😡", false)]
    [TestCase("[a-z👍0-9]x", "👍x", true)]
    [TestCase("😀{2}", "😀😀", true)]
    [TestCase("^😀{2}$", "😀", false)]
    [TestCase("a😀?x", "ax", true)]
    [TestCase("a😀?x", "a😀x", true)]
    [TestCase("^.$", "😀", true)]
    [TestCase("^..$", "😀", false)]
    [TestCase("^.{2}$", "😀😀", true)]
    [TestCase(@"^\w$", "\U000210C1", true)]
    [TestCase(@"\W", "\U000210C1", false)]
    [TestCase(@"^\W$", "😀", true)]
    [TestCase("^[^😀]$", "😎", true)]
    [TestCase("[^😀]", "😀", false)]
    [TestCase("[^a]", "a", false)]
    [TestCase("(?<=^.)x", "😀x", true)]
    [TestCase("(?<!😀)x", "😀x", false)]
    [TestCase("(?!😀|a|$)", "a😀a", false)]
    [TestCase(@"(.)\1", "😀😎", false)]
    [TestCase(@"(.)\1", "😀😀", true)]
    public void Characters_beyond_the_basic_plane_are_whole(string expression, string text, bool expected) =>
        Assert.That(Matches(expression, text), Is.EqualTo(expected));

    [TestCase(@"男\Z", "男\n", false)]
    [TestCase(@"男\Z", "是男", true)]
    [TestCase("男$", "男\n", true)]
    [TestCase("男$", "男\n\n", false)]
    [TestCase("(?m)^男$", "女\n男\n女", true)]
    [TestCase("^哈{,3}$", "哈哈", true)]
    [TestCase("^哈{,3}$", "哈哈哈哈", false)]
    [TestCase("哈{,3}x", "x", true)]
    [TestCase("a{", "a{", true)]
    [TestCase("a{}", "a{}", true)]
    [TestCase("a{ 1}", "a{ 1}", true)]
    [TestCase(@"\_", "a_b", true)]
    [TestCase(@"\人", "人", true)]
    [TestCase(@"\U0001F600", "😀", true)]
    [TestCase(@"\101\x42\u0043", "abc", true)]
    [TestCase(@"[\1]", "\u0001", true)]
    [TestCase(@"(?a)\w", "é", false)]
    [TestCase(@"(?a)k", "\u212A", false)]
    [TestCase(@"(?s)a.b", "a\nb", true)]
    [TestCase("a.b", "a\nb", false)]
    [TestCase("(?x) a b # note", "ab", true)]
    [TestCase("(?-i:A)b", "aB", false)]
    [TestCase("(?-i:A)b", "AB", true)]
    [TestCase("[]a]", "]", true)]
    [TestCase("[^]a]", "]a", false)]
    [TestCase("(a)?(?(1)b|c)$", "ab", true)]
    [TestCase("^(a)?(?(1)b|c)$", "b", false)]
    [TestCase("a++a", "aaa", false)]
    [TestCase("(?>a|ab)c", "abc", false)]
    public void Syntax_means_what_Python_takes_it_for(string expression, string text, bool expected) =>
        Assert.That(Matches(expression, text), Is.EqualTo(expected));

    [TestCase("[a-c-[b]]", "b]", true)]
    [TestCase("[a-c-[b]]", "b", false)]
    [TestCase("[a-c-[b]]", "[]", true)]
    [TestCase(@"^\w+$", "①²½", true)]
    [TestCase(@"\b①", "a①", false)]
    [TestCase(@"^\w$", "\u0301", false)]
    [TestCase(@"a\b", "a\u0301", true)]
    [TestCase(@"\w\b\uFE0F", "a\uFE0F", true)]
    [TestCase(@"\B", "", false)]
    [TestCase(@"^\s$", "\u001C", true)]
    [TestCase(@"^\d$", "²", false)]
    [TestCase(@"^\d$", "\U0001D7D8", true)]
    public void Classes_hold_what_Python_puts_into_them(string expression, string text, bool expected) =>
        Assert.That(Matches(expression, text), Is.EqualTo(expected));

    [TestCase("i", "ı", true)]
    [TestCase("İ", "i", true)]
    [TestCase("s", "ſ", true)]
    [TestCase("k", "\u212A", true)]
    [TestCase("σ", "ς", true)]
    [TestCase("ß", "ẞ", true)]
    [TestCase("ß", "ss", false)]
    [TestCase("[^s]", "ſ", false)]
    [TestCase("\U00010400", "\U00010428", true)]
    [TestCase(@"(.)x\1", "ax A", false)]
    [TestCase(@"(.)x\1", "axA", true)]
    [TestCase(@"(s)\1", "sſ", false)]
    [TestCase(@"(i)\1", "iİ", true)]
    [TestCase(@"(.)\1", "\U00010400\U00010428", true)]
    public void Case_is_ignored_as_Python_does(string expression, string text, bool expected) =>
        Assert.That(Matches(expression, text), Is.EqualTo(expected));

    [TestCase("a**", "multiple repeat")]
    [TestCase("a{2}{3}", "multiple repeat")]
    [TestCase("*a", "nothing to repeat")]
    [TestCase("^*", "nothing to repeat")]
    [TestCase(@"[a-\d]", "bad character range")]
    [TestCase("[😎-😀]", "bad character range")]
    [TestCase(@"\p{L}", @"bad escape \p")]
    [TestCase(@"\z", @"bad escape \z")]
    [TestCase("(?<n>a)", "unknown extension (?<n")]
    [TestCase("a(?i)b", "global flags not at the start")]
    [TestCase("(?<=a*)b", "fixed-width")]
    [TestCase(@"(a\1)", "inside that group")]
    [TestCase(@"\1", "no group 1")]
    [TestCase(@"\777", "above")]
    [TestCase("(?P<a>x)(?P<a>y)", "twice")]
    [TestCase("a{3,2}", "minimum")]
    [TestCase("(?L)a", "not taken")]
    [TestCase(@"\N{EM DASH}", "not taken")]
    [TestCase(@"\ud83d", "half a surrogate pair")]
    [TestCase("(?(2)a|b)", "no group 2")]
    [TestCase("\\", "bad escape")]
    public void What_Python_refuses_is_refused_with_its_reason(string expression, string reason) =>
        Assert.That(
            () => new RuleModel([new("好", [expression])]),
            Throws.TypeOf<PatternException>().With.Message.Contains(reason).And.Message.Contains(expression)
        );

    [TestCase("男\r\n", "男", true)]
    [TestCase("男\n", "男", true)]
    [TestCase("男$\r\n", "男", true)]
    [TestCase("男\\\n", "男", false)]
    [TestCase("男\\\n", "男\n", true)]
    public void Line_breaks_at_its_end_do_not_belong_to_an_expression(string expression, string text, bool expected) =>
        Assert.That(Matches(expression, text), Is.EqualTo(expected));

    [Test]
    public void Nothing_but_line_breaks_is_refused() =>
        Assert.That(() => Matches("\r\n", ""), Throws.TypeOf<PatternException>().With.Message.Contains("nothing but line breaks"));

    [Test]
    public void At_most_a_hundred_characters_are_repeated_in_an_error() =>
        Assert.That(
            () => Matches(new string('好', 19_000) + "(", ""),
            Throws.TypeOf<PatternException>().With.Message.Length.LessThan(250).And.Message.Contains(new string('好', 100) + "…")
        );

    // In a method: an attribute cannot hold half a pair.
    [Test]
    public void Half_a_pair_in_a_text_is_a_character_without_meaning()
    {
        Assert.That(Matches(".", "\uD83D"), Is.True);
        Assert.That(Matches("a.b", "a\uDE00b"), Is.True);
        Assert.That(Matches("a..b", "a\uDE00b"), Is.False);
        Assert.That(Matches("^😀?x", "\uD83Dx"), Is.False);
        Assert.That(Matches(@"\w", "\uDE00\uD83D"), Is.False);
        Assert.That(Matches("a(?=.)", "a\uD83D"), Is.True);
    }

    [Test]
    public void Deep_nesting_is_refused() =>
        Assert.That(
            () => Matches(new string('(', 9_000) + new string(')', 9_000), ""),
            Throws.TypeOf<PatternException>().With.Message.Contains("deeper")
        );

    private static bool Matches(string expression, string text) => Labels.Of(new RuleModel([new("label", [expression])]), text).Length > 0;
}
