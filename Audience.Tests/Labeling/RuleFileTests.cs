using Audience.Labeling.Items;
using Audience.Labeling.Patterns;

namespace Audience.Tests.Labeling;

/// <summary>Rule files as people write them.</summary>
[Category("unit")]
public sealed class RuleFileTests
{
    [TestCase("小姐", "\"小姐\"")]
    [TestCase("小姐 ", "\"小姐\"")]
    [TestCase("小姐\u3000\r", "\"小姐\"")]
    [TestCase("\uFEFF小姐", "\"小姐\"")]
    [TestCase("小姐\tend", "[\"小姐\",\"end\"]")]
    [TestCase("小姐 \t END \r", "[\"小姐\",\"end\"]")]
    [TestCase("the end\tpartially", "\"the end\"")]
    [TestCase("week end", null)]
    [TestCase("[心得]", "\"[心得]\"")]
    [TestCase("#tag", "\"#tag\"")]
    [TestCase("\"a,b,c\"", "\"a,b,c\"")]
    [TestCase("\"quoted", "\"\\\"quoted\"")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("[\"小姐\", [\"start\", \"end\"]]", "[\"小姐\",[\"start\",\"end\"]]")]
    [TestCase("{\"all\": [\"a\", \"b\"], \"near\": 5}", "{\"all\":[\"a\",\"b\"],\"near\":5}")]
    public void A_line_of_keywords_is_read(string line, string? item)
    {
        RuleFile file = Read(line, keywords: true);
        Assert.That(file.Rules.Select(rule => ItemWriter.Write(rule.Item)), Is.EqualTo(item is null ? Array.Empty<string>() : [item]));
        Assert.That(file.Problems, Has.Count.EqualTo(item is null ? 1 : 0));
    }

    [TestCase("^a b $", "\"^a b $\"")]
    [TestCase("a+\r", "\"a+\"")]
    [TestCase("a{2}\tend", "\"a{2}\\tend\"")]
    [TestCase("[\"ab]", "\"[\\\"ab]\"")]
    [TestCase("{\"expression\": \"x+\"}", "\"x+\"")]
    [TestCase("{\"any\": [\"x+\", \"y\"]}", "{\"any\":[\"x+\",\"y\"]}")]
    public void A_line_of_expressions_is_read(string line, string item) =>
        Assert.That(Read(line, keywords: false).Rules.Select(rule => ItemWriter.Write(rule.Item)), Is.EqualTo([item]));

    [TestCase("姐 end", "has no tab before 'end'")]
    [TestCase("姐\u3000partially", "has no tab before 'partially'")]
    [TestCase("姐,start", "has no tab before 'start'")]
    [TestCase("小姐,先生,大哥", "write a keyword a line")]
    [TestCase("小姐、先生、大哥", "write a keyword a line")]
    [TestCase("{\"all\": [\"a\"", "begins like JSON")]
    [TestCase("{\"every\": [\"a\"]}", "unknown key 'every'")]
    [TestCase("a\tend\tb", "expected a keyword")]
    [TestCase("a\tmiddle", "unknown match type 'middle'")]
    [TestCase("a\uFFFD", "UTF-8")]
    public void A_mistake_is_named_by_its_line(string line, string what)
    {
        RuleFile file = Read($"# comment\n\n{line}\n", keywords: true);
        Assert.That(file.Rules, Is.Empty);
        Assert.That(file.Problems.Single().Message, Does.Contain(what));
        Assert.That((file.Problems[0].Line, file.Problems[0].IsError), Is.EqualTo((3, true)));
    }

    [Test]
    public void Every_mistake_of_a_file_is_named_and_the_rest_is_read()
    {
        RuleFile file = Read("a\nb end\n# c\nd,e,f\ng\tx\nh\n", keywords: true);
        Assert.That(file.Rules.Select(rule => (rule.Line, rule.Item.All[0].Text)), Is.EqualTo([(1, "a"), (4, "d,e,f"), (6, "h")]));
        Assert.That(file.Problems.Select(problem => (problem.Line, problem.IsError)), Is.EqualTo([(2, true), (4, false), (5, true)]));
    }

    private static RuleFile Read(string text, bool keywords)
    {
        using StringReader reader = new(text);
        return RuleFile.Read(reader, keywords);
    }
}
