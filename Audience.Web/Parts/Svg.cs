using System.Globalization;

namespace Audience.Web.Parts;

/// <summary>Numbers of pictures.</summary>
internal static class Svg
{
    /// <summary>A length or place, to a tenth of a unit.</summary>
    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A name, shortened to so many characters; the table beside the picture has all of it.</summary>
    public static string Short(string name, int most)
    {
        var text = new StringInfo(name);
        return text.LengthInTextElements <= most ? name : text.SubstringByTextElements(0, most - 1) + "…";
    }
}

/// <summary>A share of all, and the interval that it lies in.</summary>
/// <param name="Name">Of what.</param>
/// <param name="Share">0 to 1.</param>
/// <param name="Low">Where the interval begins.</param>
/// <param name="High">Where it ends.</param>
public readonly record struct Interval(string Name, double Share, double Low, double High);

/// <summary>Posts of a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Posts">How many.</param>
public readonly record struct DayPosts(DateTime Day, long Posts);
