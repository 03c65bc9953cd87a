using Audience.Labeling;
using Audience.Labeling.Rules;

namespace Audience.Tests.Labeling;

[Category("unit")]
public sealed class RuleModelTests
{
    [TestCase("小妹我", "問小妹我", true)]
    [TestCase("小(妹|姐)我", "問小姐我", true)]
    [TestCase("[男女]生", "我是女生", true)]
    [TestCase("^我", "問我", false)]
    [TestCase("ABC", "xabc", true)]
    [TestCase("k", "\u212A", true)]
    [TestCase("İ", "i", true)]
    [TestCase("β", "ϐ", true)]
    [TestCase("(?P<who>老公|老婆)的(?P=who)", "我老公的老公", true)]
    [TestCase("(?P<who>老公|老婆)的(?P=who)", "我老公的老婆", false)]
    [TestCase(@"[(?P<]x\(\?P<", "(x(?P<", true)]
    [TestCase("[](?P<]x(?P<a>b)", "(xb", true)]
    [TestCase(@"(?!娘)\B[^a][a-z]", "ab c", false)]
    [TestCase(@"(?!娘)\B[^a][a-z]", " c", true)]
    [TestCase(@"(?!娘)\b[^a][a-z]", "ab c", true)]
    [TestCase(@"(?!娘)\b[^a][a-z]", " c", false)]
    [TestCase("(?<!不)結婚", "不結婚", false)]
    [TestCase("(?<!不)結婚", "我結婚", true)]
    [TestCase(@"\d{2}歲", "今年30歲", true)]
    [TestCase("a*", "", true)]
    [TestCase("😀+", "x😀", true)]
    public void Searches_an_expression_anywhere_in_the_text(string expression, string text, bool expected) =>
        Assert.That(Labels.Of(Model(expression), text), Has.Length.EqualTo(expected ? 1 : 0));

    [Test]
    public void Gives_each_label_of_which_any_expression_matches()
    {
        RuleModel model = new([new("b", ["二", "^x"]), new("a", ["一", "三$"]), new("c", [])]);
        Assert.That(model.Labels, Is.EqualTo(["b", "a", "c"]));
        Assert.That(Labels.Of(model, "x三"), Is.EqualTo(["b", "a"]));
    }

    [TestCase("(")]
    [TestCase("a**")]
    [TestCase("[z-a]")]
    [TestCase("(?P<who")]
    [TestCase(@"\k<nobody>")]
    public void Refuses_what_does_not_compile_and_names_label_and_expression(string expression) =>
        Assert.That(
            () => new RuleModel([new("好", ["ok"]), new("壞", [expression])]),
            Throws.TypeOf<PatternException>().With.Message.Contains("壞").And.Message.Contains(expression)
        );

    [TestCase("(a{1000}){1000}")]
    [TestCase("((a{100}){100}){100}")]
    [TestCase("(?=x)(a{1000}){1000}")]
    [TestCase("(?:a|b{2,}){1,2147483647}")]
    public void Refuses_repetitions_that_multiply(string expression) =>
        Assert.That(() => Model(expression), Throws.TypeOf<PatternException>().With.Message.Contains("repeats"));

    [Test]
    public void Refuses_an_expression_that_is_too_long() =>
        Assert.That(
            () => Model(new string('a', RuleModel.MaxExpressionLength + 1)),
            Throws.TypeOf<PatternException>().With.Message.Contains("longer than")
        );

    [Test]
    public void Refuses_a_label_that_is_given_twice() =>
        Assert.That(() => new RuleModel([new("a", ["x"]), new("a", ["y"])]), Throws.TypeOf<PatternException>());

    [Test]
    public void Many_alternatives_are_no_reason_to_refuse()
    {
        string[] names = [.. Enumerable.Range(0, 4000).Select(i => $"名{(char)('一' + i)}字")];
        RuleModel model = Model(string.Join('|', names) + "|^x");
        Assert.That(Labels.Of(model, "我的" + names[3999]), Is.EqualTo(["label"]));
        Assert.That(Labels.Of(model, "我的名字"), Is.Empty);
    }

    [Test]
    public void An_expression_that_would_explode_by_backtracking_is_linear() =>
        Assert.That(Labels.Of(Model("(x+x+)+y"), new string('x', 5000)), Is.Empty);

    [Test]
    public void Labelling_allocates_nothing()
    {
        RuleModel model = new([new("a", ["一二", "^三.*四$"]), new("b", ["五(?!六)"])]);
        LabelSet found = new(2);
        for (int i = 0; i < 100; i++)
            model.Label("三零一二五四", found);
        found.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            model.Label("三零一二五六四", found);
            found.Clear();
        }
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [TestCase("人{0}.{{0,5}}娘")]
    [TestCase("(?:人{0}|娘{0})+[!！]?天")]
    [TestCase(@"人{0}\d{{1,3}}天\b")]
    public void Takes_little_memory_for_an_expression_that_has_few_ways_to_match(string expression)
    {
        const int Count = 200;
        RuleModel model = new([
            new("label", [.. Enumerable.Range(0, Count).Select(i => string.Format(null, expression, (char)('一' + i)))]),
        ]);
        string[] texts = [.. Enumerable.Range(0, Count).Select(i => $"問人{(char)('一' + i)}")];
        LabelSet found = new(1);
        model.Label(texts[0], found);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (string text in texts)
            model.Label(text, found);
        // An automaton takes 270 KB.
        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / Count, Is.LessThan(60_000));
        Assert.That(found.Contains(0), Is.False);
    }

    private static RuleModel Model(string expression) => new([new("label", [expression])]);

    [Test]
    public void Refuses_more_expressions_than_there_is_memory_for_but_not_plain_texts()
    {
        string[] plain = [.. Enumerable.Range(0, RuleModel.MaxExpressions + 1).Select(i => $"人{i}")];
        Assert.That(() => new RuleModel([new LabelExpressions("label", plain)]), Throws.Nothing);
        Assert.That(
            () => new RuleModel([new LabelExpressions("label", [.. plain.Select(text => $"{text}(?=a)")])]),
            Throws.InstanceOf<PatternException>().With.Message.StartsWith("there are more than 5000 expressions")
        );
    }
}
