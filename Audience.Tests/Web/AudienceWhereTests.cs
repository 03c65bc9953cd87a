using System.Text.Json;
using Audience.Client;
using Audience.Web.Audiences;
using Audience.Web.Texts;
using Microsoft.Extensions.Primitives;

namespace Audience.Tests.Web;

/// <summary>Expressions over panels, as conditions, JSON and words.</summary>
[Category("unit")]
internal sealed class AudienceWhereTests
{
    [TestCase("\"/a\"", "a")]
    [TestCase("{\"or\":[\"/a\",\"/b\"]}", "a or b")]
    [TestCase("{\"and\":[\"/a\",\"/b\"]}", "a and b")]
    [TestCase("{\"not\":{\"or\":[\"/a\",\"/b\"]}}", "not (a or b)")]
    [TestCase("{\"and\":[{\"or\":[\"/a\",\"/b\"]},{\"not\":\"/c\"}]}", "(a or b) and not c")]
    public void Conditions_say_it_and_are_read_back_as_they_were(string json, string words)
    {
        var where = JsonSerializer.Deserialize<JsonElement>(json);
        var conditions = AudienceWhere.Conditions(where);
        Assert.Multiple(() =>
        {
            Assert.That(conditions, Is.Not.Null);
            Assert.That(AudienceWhere.Json(AudienceWhere.Of(conditions!)), Is.EqualTo(json));
            Assert.That(AudienceWhere.Say(where, new Words("en")), Is.EqualTo(words));
        });
    }

    [TestCase("{\"or\":[\"/a\",{\"not\":\"/b\"}]}", "a or not b")]
    [TestCase("{\"not\":{\"and\":[\"/a\",\"/b\"]}}", "not (a and b)")]
    [TestCase("{\"and\":[\"/a\",{\"or\":[\"/b\",{\"and\":[\"/c\",\"/d\"]}]}]}", "a and (b or (c and d))")]
    public void What_conditions_cannot_say_stays_JSON(string json, string words)
    {
        var where = JsonSerializer.Deserialize<JsonElement>(json);
        Assert.That(AudienceWhere.Conditions(where), Is.Null);
        Assert.That(AudienceWhere.Say(where, new Words("en")), Is.EqualTo(words));
        var query = AudienceQuery.Read(new AudienceSummary { Of = ["1"], Where = where });
        Assert.That(query.Where, Is.EqualTo(json));
    }

    [Test]
    public void An_address_holds_all_of_a_query()
    {
        var query = new AudienceQuery
        {
            Of = ["a", "b"],
            Groups = ["g"],
            Conditions = [new("any", ["/x, y&z", "/<b>"]), new("none", ["/c"])],
        };
        string address = query.ToString();
        var fields = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address[address.IndexOf('?', StringComparison.Ordinal)..]);
        var read = AudienceQuery.Read(fields);
        Assert.That(read.ToString(), Is.EqualTo(address));
        Assert.That(read.Conditions.SelectMany(c => c.Panels), Is.EqualTo(["/x, y&z", "/<b>", "/c"]));
    }

    [Test]
    public void Panels_that_are_typed_need_no_slash()
    {
        var query = AudienceQuery.Read(new Dictionary<string, StringValues> { ["kind0"] = "all", ["more0"] = "a, /b" });
        Assert.That(query.Conditions.Single().Panels, Is.EqualTo(["/a", "/b"]));
        Assert.That(AudienceWhere.Json(query.Expression), Is.EqualTo("{\"and\":[\"/a\",\"/b\"]}"));
    }
}
