using System.Text;
using Audience.Data.Posts;

namespace Audience.Tests.Data.Posts;

/// <summary>Posts by the second, as runs of schedules count them.</summary>
[Category("unit")]
internal sealed class TimeCountsTests
{
    [Test]
    public void Posts_are_counted_by_day_and_second()
    {
        var counts = new TimeCounts();
        string[] times =
        [
            "2024-02-29 00:00:00",
            "2024-02-29 23:59:59.999999",
            "2024-03-01",
            "2024-02-29 23:59:59",
            "2024-02-30 01:00:00",
            "2024-02-00 01:00:00",
            "",
            "2024-03-01 00:00:01",
        ];
        foreach (string time in times)
            counts.Add(Encoding.UTF8.GetBytes(time));
        var days = counts.Days();
        int leap = new DateOnly(2024, 2, 29).DayNumber;
        Assert.That(days.Select(d => d.Day), Is.EqualTo(new[] { leap, leap + 1 }));
        int[] first = new int[DayCounts.Seconds],
            second = new int[DayCounts.Seconds];
        DayCounts.AddTo(days[0].Counts, first);
        DayCounts.AddTo(days[1].Counts, second);
        DayCounts.AddTo(days[1].Counts, second);
        Assert.That((first[0], first[^1], first.Sum()), Is.EqualTo((1, 2, 3)));
        Assert.That((second[0], second[1], second.Sum()), Is.EqualTo((2, 2, 4)));
        Assert.That(DayCounts.Pack(first), Is.EqualTo(days[0].Counts));
    }

    [Test]
    public void Counts_that_are_cut_are_told() =>
        Assert.That(() => DayCounts.AddTo([5], new int[DayCounts.Seconds]), Throws.TypeOf<EndOfStreamException>());
}
