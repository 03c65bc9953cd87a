using System.Globalization;

namespace Audience.Data.Posts;

/// <summary>
/// Times as sources show them, <c>yyyy-MM-dd HH:mm:ss</c> with or without a fraction. Servers store days that no calendar has:
/// <c>2020-03-00</c>, and where they are allowed to, <c>2020-02-31</c>. They sort among the others by year, month and day.
/// </summary>
internal static class SourceTime
{
    private const int DayEnd = 10,
        DaysOfEveryMonth = 28,
        MonthsOfAllYears = 9999 * 12;
    private static readonly string[] s_forms = ["yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd"];

    /// <summary>Whether the calendar has the day.</summary>
    public static bool IsPossible(ReadOnlySpan<byte> time)
    {
        if (time.Length < DayEnd)
            return false;
        int month = Digits(time[5], time[6]),
            day = Digits(time[8], time[9]);
        if (month is < 1 or > 12 || day < 1)
            return false;
        return day <= DaysOfEveryMonth
            || Digits(time[0], time[1]) * 100 + Digits(time[2], time[3]) is > 0 and var year && day <= DateTime.DaysInMonth(year, month);
    }

    /// <summary>The time itself, or where the calendar has no such day, the first possible time that sorts after it.</summary>
    /// <returns>The time, and whether it is the very time that was shown.</returns>
    /// <exception cref="FormatException">It is not of the form.</exception>
    public static (DateTime Time, bool IsExact) Read(string text)
    {
        if (DateTime.TryParseExact(text, s_forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return (time, true);
        if (
            text.Length < DayEnd
            || !int.TryParse(text.AsSpan(0, 4), CultureInfo.InvariantCulture, out int year)
            || !int.TryParse(text.AsSpan(5, 2), CultureInfo.InvariantCulture, out int month)
            || !int.TryParse(text.AsSpan(8, 2), CultureInfo.InvariantCulture, out int day)
        )
            throw new FormatException($"the source shows the post_time '{text}', which is not of the form yyyy-MM-dd HH:mm:ss");
        if (year == 0)
            return (DateTime.MinValue, false);
        // Months from the beginning of all years to the one that begins next.
        int months =
            (year - 1) * 12
            + Math.Clamp(
                month == 0 ? 0
                    : day == 0 ? month - 1
                    : month,
                0,
                12
            );
        return (months == MonthsOfAllYears ? DateTime.MaxValue : DateTime.MinValue.AddMonths(months), false);
    }

    private static int Digits(byte tens, byte ones) => (tens - '0') * 10 + ones - '0';
}
