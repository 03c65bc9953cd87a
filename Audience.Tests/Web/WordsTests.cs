using System.Text.RegularExpressions;
using System.Xml.Linq;
using Audience.Web.Texts;

namespace Audience.Tests.Web;

/// <summary>The console's texts: the same in both languages, and none is missing.</summary>
[Category("unit")]
internal sealed class WordsTests
{
    [TestCase(1200, "+1,200")]
    [TestCase(-3, "−3")]
    [TestCase(0, "0")]
    public void A_change_has_its_sign_and_none_has_none(double change, string text) => Assert.That(Words.Change(change), Is.EqualTo(text));

    [Test]
    public void Both_languages_have_the_same_texts_with_the_same_places()
    {
        var (english, chinese) = (Read("English.resx"), Read("Chinese.resx"));
        Assert.That(chinese.Keys, Is.EquivalentTo(english.Keys));
        Assert.That(
            english.Where(t => Places(t.Value) != Places(chinese[t.Key])).Select(t => t.Key),
            Is.Empty,
            "places such as {0} differ"
        );
    }

    [Test]
    public void Every_text_that_pages_ask_for_is_there()
    {
        var keys = Read("English.resx").Keys.ToHashSet();
        var used = Directory
            .GetFiles(Repository.PathOf("Audience.Web"), "*.*", SearchOption.AllDirectories)
            .Where(f =>
                !f.Contains("/obj/") && (f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            )
            .SelectMany(f => Regex.Matches(File.ReadAllText(f), "[Ww]ords\\[\"([A-Za-z.]+)\"").Select(m => m.Groups[1].Value))
            .ToHashSet();
        Assert.That(used, Is.Not.Empty);
        Assert.That(used.Except(keys), Is.Empty);
    }

    [Test]
    public void Words_are_said_in_their_language_and_unknown_ones_as_they_are()
    {
        var chinese = new Words("zh-Hant");
        Assert.Multiple(() =>
        {
            Assert.That(chinese["Tasks.Title"], Is.EqualTo("任務"));
            Assert.That(new Words("en")["Tasks.Title"], Is.EqualTo("Tasks"));
            Assert.That(chinese.Of("stat", "NEW_STATE"), Is.EqualTo("NEW_STATE"));
            Assert.That(chinese.Time(new DateTime(2026, 1, 2, 3, 4, 5)), Is.EqualTo("2026年1月2日 03:04:05"));
            Assert.That(Words.Percent(0.9999), Is.EqualTo("99%"));
        });
    }

    private static Dictionary<string, string> Read(string file) =>
        XDocument
            .Parse(Repository.Read("Audience.Web", "Texts", file))
            .Root!.Elements("data")
            .ToDictionary(d => (string)d.Attribute("name")!, d => (string)d.Element("value")!);

    private static string Places(string text) =>
        string.Join(',', Regex.Matches(text, "\\{[0-9]").Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));
}
