using System.Globalization;

namespace Audience.Web.Parts;

/// <summary>Numbers of pictures.</summary>
internal static class Svg
{
    /// <summary>A length or place, to a tenth of a unit.</summary>
    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>Posts of a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Posts">How many.</param>
public readonly record struct DayPosts(DateTime Day, long Posts);
