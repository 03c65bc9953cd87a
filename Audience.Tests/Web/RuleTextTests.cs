using System.Text.Json;
using Audience.Client;
using Audience.Web.Definitions;
using Audience.Web.Texts;

namespace Audience.Tests.Web;

/// <summary>Rules as they are typed or pasted.</summary>
[Category("unit")]
internal sealed class RuleTextTests
{
    [TestCase("a,b", true, """{"a":["b"]}""")]
    [TestCase("a\tb\tend\r\n\r\na\tc,d\n", true, """{"a":[["b","end"],"c,d"]}""")]
    [TestCase("a, b{1,2} ", false, """{"a":["b{1,2}"]}""")]
    [TestCase("", true, "{}")]
    [TestCase("a,{\"keyword\":\"b\",\"unless\":[\"c\"]}", true, """{"a":[{"keyword":"b","unless":["c"]}]}""")]
    [TestCase("a,{b", true, """{"a":["{b"]}""")]
    [TestCase(" {\"a\":[\"b\",[\"c\",\"end\"]]}", true, """{"a":["b",["c","end"]]}""")]
    public void Lines_are_rules(string text, bool keywords, string pattern)
    {
        var (read, mistakes) = RuleText.Read(text, keywords, new Words("en"));
        Assert.That(JsonSerializer.Serialize(read), Is.EqualTo(pattern));
        Assert.That(mistakes, Is.Empty);
    }

    [Test]
    public void Every_line_that_cannot_be_meant_is_named()
    {
        var (_, mistakes) = RuleText.Read("a,b\nalone\n,c\nd,", true, new Words("en"));
        Assert.That(mistakes.Select(m => m.Text[..7]), Is.EqualTo(["Line 2:", "Line 3:", "Line 4:"]));
    }

    [Test]
    public void Json_that_is_none_is_a_mistake() =>
        Assert.That(RuleText.Read("{\"a\":1}", true, new Words("en")).Mistakes.Single().Text, Does.StartWith("This is no PATTERN"));

    [TestCase("""{"a":["b",["c","end"],{"keyword":"d","unless":["e"]}],"b":["x,y"]}""")]
    [TestCase("""{"a\tb":["c"]}""")]
    [TestCase("""{"a":["{b","c\nd"," e "]}""")]
    [TestCase("""{"{a":["b"]}""")]
    public void Rules_that_were_written_are_read_as_the_same(string pattern)
    {
        var named = JsonSerializer
            .Deserialize<Dictionary<string, List<JsonElement>>>(pattern)!
            .ToDictionary(p => p.Key, p => (IReadOnlyList<NamedRule>)[.. p.Value.Select(item => new NamedRule { Item = item })]);
        var (read, mistakes) = RuleText.Read(RuleText.Write(named), true, new Words("en"));
        Assert.That(mistakes, Is.Empty);
        Assert.That(JsonSerializer.Serialize(read), Is.EqualTo(JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(pattern))));
    }
}
