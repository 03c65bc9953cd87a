using System.Text.Json;
using Audience.Labeling;
using Audience.Labeling.Items;
using Audience.Labeling.Patterns;

namespace Audience.Tests.Labeling;

[Category("unit")]
public sealed class PatternReaderTests
{
    [Test]
    public void Reads_keywords_with_their_match_types_in_order()
    {
        IReadOnlyList<LabelItems> labels = PatternReader.Keywords(
            Json("""{"女性": [["娘","partially"],["人妻","END"],["a","Start"],["b","exactly"],["c","absolutely"],"d"], "male": []}""")
        );
        Assert.That(
            ItemWriter.Write(labels),
            Is.EqualTo("""{"女性":["娘",["人妻","end"],["a","start"],["b","exactly"],["c","exactly"],"d"],"male":[]}""")
        );
    }

    [TestCase("""{"a":["小姐",["小姐",["partially","end"]]]}""")]
    [TestCase("""{"a":[{"keyword":"姐","match":"partially","unless":["空姐","學姐"]}]}""")]
    [TestCase("""{"a":[{"keyword":"姐","match":["start","end"],"unless":["空姐"]}]}""")]
    [TestCase("""{"a":[{"all":["a",["b","end"]],"any":["c",{"keyword":"d","match":"start","unless":["de"]}],"none":["e"],"near":10}]}""")]
    [TestCase("""{"a":[{"any":["c"]}]}""")]
    public void Reads_and_writes_items_of_keywords(string json) =>
        Assert.That(ItemWriter.Write(PatternReader.Keywords(Json(json))), Is.EqualTo(json));

    [TestCase("""{"female":["小妹我","^a+$"]}""")]
    [TestCase("""{"a":[{"all":["a+","b"],"none":["c$"],"near":10000}]}""")]
    public void Reads_and_writes_items_of_expressions(string json) =>
        Assert.That(ItemWriter.Write(PatternReader.Expressions(Json(json))), Is.EqualTo(json));

    [TestCase("""{"a":[{"keyword":"x"}]}""", """{"a":["x"]}""")]
    [TestCase("""{"a":[["x",["end","END","absolutely"]]]}""", """{"a":[["x",["end","exactly"]]]}""")]
    [TestCase("""{"a":[" 小姐 ",["先生\r\n"," end "]]}""", """{"a":["小姐",["先生","end"]]}""")]
    [TestCase("""{"a":[{"all":["x"]}]}""", """{"a":["x"]}""")]
    public void Items_that_say_the_same_are_the_same(string json, string same) =>
        Assert.That(ItemWriter.Write(PatternReader.Keywords(Json(json))), Is.EqualTo(same));

    [Test]
    public void An_expression_may_be_an_object() =>
        Assert.That(ItemWriter.Write(PatternReader.Expressions(Json("""{"a":[{"expression":"x+"}]}"""))), Is.EqualTo("""{"a":["x+"]}"""));

    [Test]
    public void An_empty_pattern_has_no_labels()
    {
        Assert.That(PatternReader.Keywords(Json("{}")), Is.Empty);
        Assert.That(PatternReader.Expressions(Json("{}")), Is.Empty);
    }

    [TestCase("[]", "must be an object", "not a list")]
    [TestCase("null", "must be an object", "not null")]
    [TestCase("\"x\"", "must be an object", "not a string")]
    [TestCase("3", "must be an object", "not a number")]
    [TestCase("""{"a": [], "": []}""", "label 2", "is empty")]
    [TestCase("""{" ": []}""", "label 1", "is empty")]
    [TestCase("""{"a": [], "a": []}""", "'a'", "given twice")]
    [TestCase("""{"\ud800": []}""", "label 1", "surrogate")]
    [TestCase("""{"a": "x"}""", "'a' must have a list", "not a string")]
    [TestCase("""{"a": {"x": 1}}""", "'a' must have a list", "not an object")]
    [TestCase("""{"a": null}""", "'a' must have a list", "not null")]
    public void Both_readers_refuse_a_pattern_of_another_shape(string json, string where, string what)
    {
        JsonElement pattern = Json(json);
        Assert.That(() => PatternReader.Keywords(pattern), Refused(where, what));
        Assert.That(() => PatternReader.Expressions(pattern), Refused(where, what));
    }

    [TestCase("""{"a": ["x", 1]}""", "'a', rule 2", "must be")]
    [TestCase("""{"a": [["x"]]}""", "'a', rule 1", "must be")]
    [TestCase("""{"a": [["x","end","y"]]}""", "'a', rule 1", "must be")]
    [TestCase("""{"a": [["x",2]]}""", "'a', rule 1", "must be")]
    [TestCase("""{"a": [[null,"end"]]}""", "'a', rule 1", "must be")]
    [TestCase("""{"a": [{"x":"end"}]}""", "'a', rule 1", "unknown key 'x'")]
    [TestCase("""{"a": [{"expression":"end"}]}""", "'a', rule 1", "unknown key 'expression'")]
    [TestCase("""{"a": ["x", {}]}""", "'a', rule 2", "no 'keyword'")]
    [TestCase("""{"a": [{"match":"end"}]}""", "'a', rule 1", "no 'keyword'")]
    [TestCase("""{"a": [{"keyword":"x","keyword":"y"}]}""", "'a', rule 1", "'keyword' twice")]
    [TestCase("""{"a": [{"keyword":5}]}""", "'a', rule 1", "not a number")]
    [TestCase("""{"a": [{"keyword":""}]}""", "'a', rule 1", "empty keyword")]
    [TestCase("""{"a": [{"keyword":"x","match":[]}]}""", "'a', rule 1", "empty list")]
    [TestCase("""{"a": [["x",[]]]}""", "'a', rule 1", "empty list")]
    [TestCase("""{"a": [{"keyword":"x","match":"middle"}]}""", "'a', rule 1", "'middle'")]
    [TestCase("""{"a": [{"keyword":"x","unless":[]}]}""", "'a', rule 1", "empty list")]
    [TestCase("""{"a": [{"keyword":"x","unless":"xy"}]}""", "'a', rule 1", "must be a list")]
    [TestCase("""{"a": [{"keyword":"x","unless":[""]}]}""", "'a', rule 1", "empty text")]
    [TestCase("""{"a": [{"all":[]}]}""", "'a', rule 1", "'all' is an empty list")]
    [TestCase("""{"a": [{"all":"x"}]}""", "'a', rule 1", "'all' must be a list")]
    [TestCase("""{"a": [{"all":["x"],"every":["y"]}]}""", "'a', rule 1", "unknown key 'every'")]
    [TestCase("""{"a": [{"all":["x"],"keyword":"y"}]}""", "'a', rule 1", "unknown key 'keyword'")]
    [TestCase("""{"a": [{"all":["x"],"all":["y"]}]}""", "'a', rule 1", "'all' twice")]
    [TestCase("""{"a": [{"all":["y",{"any":["x"]}]}]}""", "'a', rule 1, 'all' 2", "cannot be nested")]
    [TestCase("""{"a": [{"all":["x","y"],"near":0}]}""", "'a', rule 1", "from 1 to 10000")]
    [TestCase("""{"a": [{"all":["x","y"],"near":10001}]}""", "'a', rule 1", "from 1 to 10000")]
    [TestCase("""{"a": [{"all":["x","y"],"near":1.5}]}""", "'a', rule 1", "whole number")]
    [TestCase("""{"a": [{"all":["x","y"],"near":"5"}]}""", "'a', rule 1", "whole number")]
    [TestCase("""{"a": [true]}""", "'a', rule 1", "must be")]
    [TestCase("""{"a": [["","end"]]}""", "'a', rule 1", "empty keyword")]
    [TestCase("""{"a": ["x",""]}""", "'a', rule 2", "empty keyword")]
    [TestCase("""{"a": [["x","middle"]]}""", "'a', rule 1", "'middle'")]
    [TestCase("""{"a": [["x",""]]}""", "'a', rule 1", "unknown match type")]
    [TestCase("""{"a": [["\ud83d","end"]]}""", "'a', rule 1", "surrogate")]
    [TestCase("""{"a": [["x","\udc00"]]}""", "'a', rule 1", "surrogate")]
    public void Refuses_a_keyword_that_cannot_be_used(string json, string where, string what)
    {
        JsonElement pattern = Json(json);
        Assert.That(() => PatternReader.Keywords(pattern), Refused(where, what));
    }

    [TestCase("""{"a": ["x", ["x","end"]]}""", "'a', rule 2", "not a list")]
    [TestCase("""{"a": [{"keyword":"x"}]}""", "'a', rule 1", "unknown key 'keyword'")]
    [TestCase("""{"a": [{}]}""", "'a', rule 1", "no 'expression'")]
    [TestCase("""{"a": [{"all":[["x","end"],"y"]}]}""", "'a', rule 1, 'all' 1", "not a list")]
    [TestCase("""{"a": [7]}""", "'a', rule 1", "not a number")]
    [TestCase("""{"a": [""]}""", "'a', rule 1", "empty expression")]
    [TestCase("""{"a": ["\ud83d"]}""", "'a', rule 1", "surrogate")]
    public void Refuses_an_expression_of_another_shape(string json, string where, string what)
    {
        JsonElement pattern = Json(json);
        Assert.That(() => PatternReader.Expressions(pattern), Refused(where, what));
    }

    private static NUnit.Framework.Constraints.ContainsConstraint Refused(string where, string what) =>
        Throws.TypeOf<PatternException>().With.Message.Contains(where).And.Message.Contains(what);

    private static JsonElement Json(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
