using System.Text.Json;
using Audience.Client;
using Audience.Web.Definitions;
using Audience.Web.Schedules;
using Audience.Web.Texts;

namespace Audience.Tests.Web;

/// <summary>The form of a schedule as a request.</summary>
[Category("unit")]
internal sealed class ScheduleFormTests
{
    private static readonly Words s_words = new("en");

    [Test]
    public void A_run_has_a_range_of_its_own()
    {
        var (request, mistakes) = ScheduleForm.Read(Form(("SINCE", "2020-01-01")), isNew: true, s_words);
        string task = JsonSerializer.Serialize(request.Task);
        Assert.Multiple(() =>
        {
            Assert.That(mistakes, Is.Empty);
            Assert.That(task, Is.EqualTo("{\"PATTERN\":{\"a\":[\"b\"]},\"OUTPUT_SCHEMA\":\"out\"}"));
            Assert.That(request.Since, Is.EqualTo("2020-01-01"));
        });
    }

    [TestCase("", false)]
    [TestCase("true", true)]
    public void A_change_leaves_the_definition_alone_unless_it_is_to_be_replaced(string replace, bool sent)
    {
        var (request, mistakes) = ScheduleForm.Read(Form(("REPLACE", replace)), isNew: false, s_words);
        Assert.That(mistakes, Is.Empty);
        Assert.That(request.Task is not null, Is.EqualTo(sent));
        Assert.That(request.Since, Is.Null);
    }

    [TestCase("30", true, 30)]
    [TestCase("30", false, 30)]
    [TestCase("", true, null)]
    [TestCase("", false, 0)]
    public void Days_that_are_left_empty_are_all_kept(string days, bool isNew, int? sent)
    {
        var (request, mistakes) = ScheduleForm.Read(
            Form(("KEEP_DAYS", days), ("SINCE", "2020-01-01"), ("REPLACE", "true")),
            isNew,
            s_words
        );
        Assert.That(mistakes, Is.Empty);
        Assert.That(request.KeepDays, Is.EqualTo(sent));
        Assert.That(JsonSerializer.Serialize(request.Task), Does.Not.Contain("KEEP_DAYS"));
    }

    [Test]
    public void Days_that_are_no_number_are_told_once() =>
        Assert.That(
            ScheduleForm.Read(Form(("KEEP_DAYS", "soon"), ("SINCE", "2020-01-01")), isNew: true, s_words).Mistakes.Select(m => m.Field),
            Is.EqualTo(new[] { "KEEP_DAYS" })
        );

    [Test]
    public void What_is_due_is_told_in_the_zone_of_the_schedule()
    {
        var next = JsonSerializer.Deserialize<DateTime>("\"2026-11-28T02:30:00+08:00\"");
        var schedule = new ScheduleSummary { TimeZone = "Asia/Taipei", NextTime = next };
        Assert.That(ScheduleTimes.Next(schedule), Is.EqualTo("2026-11-28 02:30 Asia/Taipei"));
    }

    private static NewTaskForm Form(params (string Name, string Value)[] fields)
    {
        var values = new Dictionary<string, string>
        {
            ["NAME"] = "x",
            ["PATTERN"] = "a,b",
            ["OUTPUT_SCHEMA"] = "out",
        };
        foreach (var (name, value) in fields)
            values[name] = value;
        return new NewTaskForm { Values = values };
    }
}
