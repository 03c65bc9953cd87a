using System.Text.Json;
using Audience.Labeling;
using Audience.Labeling.Keywords;
using Audience.Labeling.Patterns;
using Audience.Labeling.Rules;

namespace Audience.Tests.Labeling;

public sealed class PatternReaderTests
{
    [Test]
    public void Reads_keywords_with_their_match_types_in_order()
    {
        IReadOnlyList<LabelKeywords> labels = PatternReader.Keywords(
            Json("""{"女性": [["娘","partially"],["人妻","END"],["a","Start"],["b","exactly"],["c","absolutely"],"d"], "male": []}""")
        );
        Assert.That(labels.Select(label => label.Label), Is.EqualTo(["女性", "male"]));
        Assert.That(
            labels[0].Keywords,
            Is.EqualTo(
                new Keyword[]
                {
                    new("娘", KeywordMatchType.Partially),
                    new("人妻", KeywordMatchType.End),
                    new("a", KeywordMatchType.Start),
                    new("b", KeywordMatchType.Exactly),
                    new("c", KeywordMatchType.Exactly),
                    new("d", KeywordMatchType.Partially),
                }
            )
        );
        Assert.That(labels[1].Keywords, Is.Empty);
    }

    [Test]
    public void Reads_expressions()
    {
        IReadOnlyList<LabelExpressions> labels = PatternReader.Expressions(Json("""{"female": ["小妹我", "^a+$"]}"""));
        Assert.That(labels.Single().Expressions, Is.EqualTo(["小妹我", "^a+$"]));
    }

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
    [TestCase("""{"a": [{"x":"end"}]}""", "'a', rule 1", "must be")]
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
