using System.Text.Json;
using Audience.Web.Tasks;
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
}
