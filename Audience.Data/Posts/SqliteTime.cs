using System.Globalization;
using System.Text;

namespace Audience.Data.Posts;

/// <summary>Times as SQLite keeps them: text that sorts as the times do.</summary>
public static class SqliteTime
{
    private const int MaxDuration = 27,
        DayEnd = 10;

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c>, with a fraction only where there is one.</summary>
    public static string Format(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    /// <summary>Whether the calendar has a post's time: SQLite itself would take any text.</summary>
    /// <exception cref="InvalidDataException">It is not of the form of <see cref="Format"/>.</exception>
    public static bool IsPossible(ReadOnlySpan<byte> time, ReadOnlySpan<byte> post)
    {
        Span<char> text = stackalloc char[MaxDuration];
        if (time.Length <= MaxDuration)
        {
            var whole = text[..Encoding.Latin1.GetChars(time, text)];
            if (IsTime(whole))
                return true;
            // Of the form, but for its day.
            if (whole.Length > DayEnd && !SourceTime.IsPossible(time) && IsDay(whole) && IsTime($"2000-01-01{whole[DayEnd..]}"))
                return false;
        }
        throw new InvalidDataException(
            $"post '{Encoding.UTF8.GetString(post)}' has the post_time "
                + $"'{Encoding.UTF8.GetString(time)}', which is not of the form yyyy-MM-dd HH:mm:ss"
        );
    }

    private static bool IsTime(ReadOnlySpan<char> text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsDay(ReadOnlySpan<char> text) =>
        (text[4], text[7]) == ('-', '-')
        && !text[..4].ContainsAnyExceptInRange('0', '9')
        && !text[5..7].ContainsAnyExceptInRange('0', '9')
        && !text[8..DayEnd].ContainsAnyExceptInRange('0', '9');
}
