using System.Globalization;

namespace Audience.Local.Files;

/// <summary>Times of posts as files have them.</summary>
internal static class PostTime
{
    /// <summary>
    /// Reads a date or date-time in any of the usual forms, or seconds or milliseconds since 1970. A zone is taken off: times are taken
    /// as they stand, those since 1970 and those with a <c>Z</c> as UTC.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTime time)
    {
        text = text.Trim();
        if (DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
            return true;
        if (text.Length is 10 or 13 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            time = DateTime.UnixEpoch.AddMilliseconds(text.Length == 10 ? number * 1000 : number);
            return true;
        }
        bool isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var stated);
        time = stated.DateTime;
        return isTime && text.Length >= 8;
    }

    /// <summary>As SQLite, MySQL and the API write it.</summary>
    public static string Format(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
}
