using System.Globalization;

namespace Audience.Data.Posts;

/// <summary>Times as SQLite keeps them: text that sorts as the times do.</summary>
public static class SqliteTime
{
    /// <summary><c>yyyy-MM-dd HH:mm:ss</c>, with a fraction only where there is one.</summary>
    public static string Format(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
}
