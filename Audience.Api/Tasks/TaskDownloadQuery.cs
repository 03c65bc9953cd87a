using Audience.Api.Errors;
using Audience.Data.Files;

namespace Audience.Api.Tasks;

/// <summary>What a download is asked for.</summary>
/// <param name="IsPanels">Panels of authors rather than labels of posts.</param>
/// <param name="Group">Only this source group; null for all.</param>
/// <param name="Label">Only this label or panel; null for all.</param>
/// <param name="Format">CSV, JSON lines or Parquet.</param>
/// <param name="Gzip">Whether it is packed.</param>
/// <param name="Raw">Cells as they are, also where a spreadsheet would take them for formulas.</param>
public sealed record TaskDownloadQuery(bool IsPanels, string? Group, string? Label, FileFormat Format, bool Gzip, bool Raw)
{
    private static readonly string[] s_formats = ["csv", "jsonl", "parquet"];

    /// <summary>Reads it.</summary>
    /// <exception cref="Errors.ApiException">400: a value is none of those that there are.</exception>
    public static TaskDownloadQuery Read(string? rows, string? group, string? label, string? format, string? gzip, string? raw) =>
        new(
            One("rows", rows ?? "labels", ["labels", "panels"]) == "panels",
            string.IsNullOrEmpty(group) ? null : group,
            string.IsNullOrEmpty(label) ? null : label,
            FileFormats.Parse(One("format", format ?? "csv", s_formats)),
            One("gzip", gzip ?? "false", ["true", "false"]) == "true",
            One("raw", raw ?? "false", ["true", "false"]) == "true"
        );

    private static string One(string name, string value, string[] known) =>
        known.Contains(value, StringComparer.OrdinalIgnoreCase)
            ? value.ToLowerInvariant()
            : throw TaskErrors.Bad($"{name} '{value}' is not one of {string.Join(", ", known)}");
}
