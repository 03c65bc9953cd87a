using Audience.Client;

namespace Audience.Web.DataSets;

/// <summary>What a data set's page shows.</summary>
public sealed record DataSetShown
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>The data set.</summary>
    public required DataSetDetails Set { get; init; }

    /// <summary>What is asked for.</summary>
    public required DataSetQuery Query { get; init; }

    /// <summary>Rows by split and label.</summary>
    public required IReadOnlyList<LabelCount> Counts { get; init; }

    /// <summary>The rows that are asked for.</summary>
    public required IReadOnlyList<SetRow> Rows { get; init; }

    /// <summary>Whether there are further ones.</summary>
    public required bool More { get; init; }

    /// <summary>What was wrong with the last change, a line each.</summary>
    public IReadOnlyList<string> Mistakes { get; init; } = [];

    /// <summary>What the last upload did.</summary>
    public UploadResult? Uploaded { get; init; }

    /// <summary>A row that was typed and not taken.</summary>
    public SetRow? Typed { get; init; }

    /// <summary>Whether it holds rules.</summary>
    public bool IsRules => Set.TaskType == "rule_task";

    /// <summary>Its labels.</summary>
    public IEnumerable<string> Labels => Counts.Select(c => c.Label).Distinct();

    /// <summary>Asks the API.</summary>
    public static async Task<DataSetShown> AskAsync(AudienceClient api, DataSetQuery query, CancellationToken cancellationToken)
    {
        var set = await api.GetDataSetAsync(query.Id, cancellationToken);
        var counts = await api.CountLabelsAsync(query.Id, cancellationToken);
        IEnumerable<SetRow> rows =
            set.TaskType == "rule_task"
                ? (await api.ListRulesAsync(query.Id, cancellationToken))
                    .Where(r => query.Label is null || r.Label == query.Label)
                    .Where(r => query.Search is null || r.Content.Contains(query.Search, StringComparison.OrdinalIgnoreCase))
                    .Skip(query.Offset)
                    .Take(PageSize + 1)
                    .Select(SetRow.Of)
                : (
                    await api.ListDocumentsAsync(
                        query.Id,
                        PageSize + 1,
                        query.Offset,
                        query.Split,
                        query.Label,
                        query.Search,
                        cancellationToken
                    )
                ).Select(SetRow.Of);
        var found = rows.ToList();
        return new DataSetShown
        {
            Set = set,
            Query = query,
            Counts = [.. counts],
            Rows = [.. found.Take(PageSize)],
            More = found.Count > PageSize,
        };
    }
}
