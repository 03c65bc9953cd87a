using System.Globalization;
using Audience.Data.Datasets;

namespace Audience.Api.Documents;

/// <summary>Reads what reviews of a data set are asked for.</summary>
internal static class ReviewQueries
{
    // Documents of a data set have no id of a post.
    private static readonly string[] s_features = [.. Features.All.Where(feature => feature != "ID")];

    /// <summary>What of a document is looked at; CONTENT where it is left out.</summary>
    /// <exception cref="Errors.ApiException">400: it is unknown.</exception>
    public static string Feature(string? predictType) =>
        string.IsNullOrEmpty(predictType)
            ? "CONTENT"
            : s_features.FirstOrDefault(feature => feature.Equals(predictType, StringComparison.OrdinalIgnoreCase))
                ?? throw DocumentErrors.Bad(
                    $"unknown PREDICT_TYPE '{DocumentErrors.Shown(predictType)}': use one of {string.Join(", ", s_features)}"
                );

    /// <summary>A number from 1 on.</summary>
    /// <exception cref="Errors.ApiException">400: it is none, or too large.</exception>
    public static int Count(string name, string? text, int fallback, int most)
    {
        if (string.IsNullOrEmpty(text))
            return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1 && count <= most
            ? count
            : throw DocumentErrors.Bad($"{name} '{DocumentErrors.Shown(text)}' is not a whole number from 1 to {most}");
    }
}
