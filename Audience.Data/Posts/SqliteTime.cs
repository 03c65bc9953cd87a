using System.Globalization;
using System.Text;

namespace Audience.Data.Posts;

/// <summary>Times as SQLite keeps them: text that sorts as the times do.</summary>
public static class SqliteTime
{
    private const int MaxDuration = 27;

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c>, with a fraction only where there is one.</summary>
    public static string Format(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    /// <summary>Checks a post's time, which SQLite itself does not: it would take any text.</summary>
    /// <exception cref="InvalidDataException">It is not of the form of <see cref="Format"/>.</exception>
    public static void Check(ReadOnlySpan<byte> time, ReadOnlySpan<byte> post)
    {
        Span<char> text = stackalloc char[MaxDuration];
        if (
            time.Length > MaxDuration
            || !DateTime.TryParseExact(
                text[..Encoding.Latin1.GetChars(time, text)],
                "yyyy-MM-dd HH:mm:ss.FFFFFFF",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out _
            )
        )
            throw new InvalidDataException(
                $"post '{Encoding.UTF8.GetString(post)}' has the post_time "
                    + $"'{Encoding.UTF8.GetString(time)}', which is not of the form yyyy-MM-dd HH:mm:ss"
            );
    }
}
