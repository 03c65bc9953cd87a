using System.Globalization;
using System.Resources;

namespace Audience.Web.Texts;

/// <summary>What the console says, in one of its languages.</summary>
/// <param name="language"><c>en</c> or <c>zh-Hant</c>.</param>
public sealed class Words(string language)
{
    /// <summary>The languages that there are; the first is for whoever asks for none of them.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "zh-Hant"];

    // Files side by side in one assembly: choosing among cultures' own assemblies would need ICU on every machine.
    private static readonly ResourceManager English = new("Audience.Web.Texts.English", typeof(Words).Assembly),
        Chinese = new("Audience.Web.Texts.Chinese", typeof(Words).Assembly);

    private readonly ResourceManager _texts = language == "zh-Hant" ? Chinese : English;

    /// <summary>For the page's <c>lang</c>.</summary>
    public string Language => language;

    /// <summary>A text, with its places filled.</summary>
    /// <exception cref="MissingManifestResourceException">There is none of that key.</exception>
    public string this[string key, params object?[] values] =>
        _texts.GetString(key, CultureInfo.InvariantCulture) is { } text
            ? string.Format(CultureInfo.InvariantCulture, text, values)
            : throw new MissingManifestResourceException($"there is no text '{key}'");

    /// <summary>What a word of the API's means, or the word itself where there is no text for it.</summary>
    public string Of(string prefix, string? word) =>
        word is null ? "–" : _texts.GetString($"{prefix}.{word}", CultureInfo.InvariantCulture) ?? word;

    /// <summary>A date and time, to the second.</summary>
    public string Time(DateTime? time) => time?.ToString(this["Format.Time"], CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A day, as fields for dates have it.</summary>
    public static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A count.</summary>
    public static string Number(double? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>By how many something grew or shrank, with its sign; none has no sign.</summary>
    public static string Change(double change) =>
        change switch
        {
            > 0 => "+" + Number(change),
            < 0 => "−" + Number(-change),
            _ => "0",
        };

    /// <summary>A share, 0 to 1, in whole percent; never 100 before it is reached.</summary>
    public static string Percent(double? share) =>
        share is { } s ? Math.Floor(s * 100).ToString("0", CultureInfo.InvariantCulture) + "%" : "–";

    /// <summary>A share, 0 to 1, in percent to a tenth; a share that is not zero is never shown as none.</summary>
    public static string Share(double share) =>
        share is > 0 and < 0.001 ? "<0.1%" : (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    /// <summary>A count in few characters: <c>1.2k</c>, <c>34M</c>.</summary>
    public static string Brief(long number) =>
        number switch
        {
            < 1000 => number.ToString(CultureInfo.InvariantCulture),
            < 1_000_000 => (number / 1000.0).ToString("0.#", CultureInfo.InvariantCulture) + "k",
            _ => (number / 1_000_000.0).ToString("0.#", CultureInfo.InvariantCulture) + "M",
        };

    /// <summary>How long something took; below a minute to a tenth of a second.</summary>
    public string Took(double seconds) => seconds < 60 ? this["Duration.Seconds", Math.Round(seconds, 1)] : Duration(seconds);

    /// <summary>Seconds as people say them.</summary>
    public string Duration(double seconds) =>
        seconds switch
        {
            < 60 => this["Duration.Seconds", Math.Round(seconds)],
            < 3600 => this["Duration.Minutes", Math.Round(seconds / 60)],
            _ => this["Duration.Hours", Math.Round(seconds / 3600, 1)],
        };
}
