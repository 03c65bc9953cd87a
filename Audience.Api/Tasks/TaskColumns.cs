using Audience.Api.Errors;
using Audience.Data.Datasets;
using Audience.Data.Models;

namespace Audience.Api.Tasks;

/// <summary>The columns that a task looks at.</summary>
/// <param name="Artefacts">The prepared models, each once for each column.</param>
/// <param name="Pattern">The column that PATTERN looks at; null where there is none.</param>
/// <param name="Models">The column that each of the prepared models looks at.</param>
internal sealed record TaskColumns(IReadOnlyList<string> Artefacts, string? Pattern, IReadOnlyList<string> Models)
{
    private const string Default = "author";

    private static readonly Dictionary<string, string> s_columns = Features
        .All.ToDictionary(feature => feature, Features.ColumnOf, StringComparer.OrdinalIgnoreCase)
        .Append(new("author_name", Default))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Of each part, the column: PATTERN first.</summary>
    public IReadOnlyList<string> All { get; } = [.. Pattern is null ? [] : new[] { Pattern }, .. Models];

    /// <summary>The columns as <c>state</c> has them.</summary>
    public string PredictType => string.Join(",", All.Distinct());

    /// <summary>
    /// Finds them: what PREDICT_TYPE says; without it, what the models were prepared for. Models that were prepared for several each look
    /// at their own, whatever it says.
    /// </summary>
    /// <param name="predictType">PREDICT_TYPE; null where it is left out.</param>
    /// <param name="hasPattern">Whether there are rules besides the models.</param>
    /// <param name="models">The prepared models.</param>
    /// <exception cref="ApiException">400: PREDICT_TYPE is unknown, or it is missing and PATTERN's column cannot be told.</exception>
    public static TaskColumns Of(string? predictType, bool hasPattern, IReadOnlyList<ModelRow> models)
    {
        string? named = predictType is null ? null : Of(predictType);
        string[] features = [.. models.Select(model => model.Feature).OfType<string>().Distinct()];
        bool isMixed = features.Length > 1;
        if (isMixed && hasPattern && named is null)
            throw TaskErrors.Bad(
                $"the models were prepared for {string.Join(" and ", features)}: say with PREDICT_TYPE what PATTERN is to look at"
            );
        string column = named ?? (isMixed || features.Length == 0 ? Default : Features.ColumnOf(features[0]));
        var parts = models
            .Select(model => (Artefact: model.Artefact!, Column: isMixed && model.Feature is { } own ? Features.ColumnOf(own) : column))
            .Distinct()
            .ToList();
        return new([.. parts.Select(part => part.Artefact)], hasPattern ? column : null, [.. parts.Select(part => part.Column)]);
    }

    private static string Of(string predictType) =>
        s_columns.GetValueOrDefault(predictType)
        ?? throw TaskErrors.Bad($"unknown PREDICT_TYPE '{predictType}': use author_name, content, title, s_area_id, s_id, id or post_time");
}
