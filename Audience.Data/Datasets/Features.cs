using System.Globalization;

namespace Audience.Data.Datasets;

/// <summary>What models look at: PREDICT_TYPE of a model.</summary>
public static class Features
{
    /// <summary>All of them, as the contract calls them.</summary>
    public static readonly IReadOnlyList<string> All = ["AUTHOR", "CONTENT", "TITLE", "S_AREA_ID", "S_ID", "ID", "POST_TIME"];

    /// <summary>The column of a document, or of a post, that holds one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of them.</exception>
    public static string ColumnOf(string feature) =>
        All.Contains(feature) ? feature.ToLowerInvariant() : throw new ArgumentOutOfRangeException(nameof(feature), feature, null);

    /// <summary>A time as models see it.</summary>
    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
