using System.Globalization;

namespace Audience.Api.Requests;

/// <summary>Reads START_TIME and END_TIME.</summary>
public static class PostTimes
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd HH:mm:ss.FFFFFF",
        "yyyy-MM-ddTHH:mm",
        "yyyy-MM-ddTHH:mm:ss",
        "yyyy-MM-ddTHH:mm:ss.FFFFFF",
    ];

    /// <summary>A date, or a date-time with a blank or a <c>T</c>, to the microsecond; without a zone, as posts are.</summary>
    public static bool TryParse(string text, out DateTime time) =>
        DateTime.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time) && time.Year >= 1000;
}
