using Audience.Data.Posts;

namespace Audience.Data.Sources;

/// <summary>How many posts there are over time.</summary>
/// <param name="DaysPerPoint">Days that each point stands for; 1 for up to <see cref="MaxPoints"/> days.</param>
/// <param name="Points">In order, without gaps; the last may stand for fewer days.</param>
public sealed record PostTimeline(int DaysPerPoint, IReadOnlyList<TimelinePoint> Points)
{
    /// <summary>The most points.</summary>
    public const int MaxPoints = 366;

    private const int MaxCounted = 5_000;

    /// <summary>Counts each point.</summary>
    internal static async Task<PostTimeline> CountAsync(
        PostCounter counter,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        int days = to.DayNumber - from.DayNumber,
            step = (days + MaxPoints - 1) / MaxPoints;
        var points = new List<TimelinePoint>();
        for (var day = from; day < to; )
        {
            var next = to.DayNumber - day.DayNumber <= step ? to : day.AddDays(step);
            var (posts, isExact) = await counter.CountAsync(
                new PostRange(day.ToDateTime(TimeOnly.MinValue), next.ToDateTime(TimeOnly.MinValue)),
                MaxCounted,
                cancellationToken
            );
            points.Add(new TimelinePoint(day, posts, isExact));
            day = next;
        }
        return new PostTimeline(step, points);
    }
}

/// <summary>A day, or some days in a row.</summary>
/// <param name="Day">The first of them.</param>
/// <param name="Posts">How many posts.</param>
/// <param name="IsExact">Whether they were counted; else the number follows from a sample.</param>
public readonly record struct TimelinePoint(DateOnly Day, long Posts, bool IsExact);
