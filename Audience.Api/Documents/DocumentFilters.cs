using System.Globalization;
using Audience.Data.Documents;

namespace Audience.Api.Documents;

/// <summary>Reads which documents a query asks for.</summary>
internal static class DocumentFilters
{
    /// <summary>Reads the parameters.</summary>
    /// <exception cref="Errors.ApiException">400: one of them cannot be used.</exception>
    public static DocumentFilter Read(string? limit, string? offset, string? datasetType, string? label, string? search)
    {
        if (!string.IsNullOrEmpty(datasetType) && !DocumentRow.Types.Contains(datasetType))
            throw DocumentErrors.Bad(
                $"dataset_type '{DocumentErrors.Shown(datasetType)}' is not one of {string.Join(", ", DocumentRow.Types)}"
            );
        return new DocumentFilter(
            Given(datasetType),
            Given(label),
            Given(search),
            string.IsNullOrEmpty(limit) ? null : Number("limit", limit),
            string.IsNullOrEmpty(offset) ? 0 : Number("offset", offset)
        );
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static int Number(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw DocumentErrors.Bad($"{name} '{DocumentErrors.Shown(text)}' is not a whole number from 0 to {int.MaxValue}");
}
