using System.Runtime.InteropServices;

namespace Audience.Data.Posts;

/// <summary>How many posts there are of each second. Grows with the seconds that have any, not with the posts.</summary>
public sealed class TimeCounts
{
    private const int Seconds = DayCounts.Seconds,
        DayLength = 10,
        TimeLength = 19;
    private readonly Dictionary<long, int> _counts = [];
    private readonly byte[] _day = new byte[DayLength];
    private int _number = -1;

    /// <summary>Counts a post.</summary>
    /// <param name="time"><c>yyyy-MM-dd HH:mm:ss</c> with or without fraction, or a date; what the calendar lacks is left out.</param>
    public void Add(ReadOnlySpan<byte> time)
    {
        if (time.Length < DayLength)
            return;
        // Posts come by time or by key: most are of the day of the one before.
        if (!time[..DayLength].SequenceEqual(_day))
        {
            time[..DayLength].CopyTo(_day);
            _number = SourceTime.IsPossible(time) ? DayOf(time) : -1;
        }
        if (_number < 0)
            return;
        int second = time.Length < TimeLength ? 0 : (Two(time, 11) * 60 + Two(time, 14)) * 60 + Two(time, 17);
        if (second is >= 0 and < Seconds)
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, (long)_number * Seconds + second, out _)++;
    }

    /// <summary>Each day that has posts, by its <see cref="DateOnly.DayNumber"/>, with its counts, packed.</summary>
    public IReadOnlyList<(int Day, byte[] Counts)> Days() =>
        [
            .. _counts
                .GroupBy(second => (int)(second.Key / Seconds))
                .OrderBy(day => day.Key)
                .Select(day => (day.Key, DayCounts.Pack(day.Select(s => ((int)(s.Key % Seconds), s.Value)).Order()))),
        ];

    private static int DayOf(ReadOnlySpan<byte> time) =>
        new DateOnly(Two(time, 0) * 100 + Two(time, 2), Two(time, 5), Two(time, 8)).DayNumber;

    private static int Two(ReadOnlySpan<byte> time, int at) => (time[at] - '0') * 10 + time[at + 1] - '0';
}
