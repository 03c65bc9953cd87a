namespace Audience.Data.Documents;

/// <summary>Which documents of a data set are asked for.</summary>
/// <param name="DatasetType">Only those of this type; null for all.</param>
/// <param name="Label">Only those that have this label; null for all.</param>
/// <param name="Search">Only those with this text in title, author or content, without regard to case; null for all.</param>
/// <param name="Limit">How many at most; null for all.</param>
/// <param name="Offset">How many to leave out at the beginning.</param>
public sealed record DocumentFilter(
    string? DatasetType = null,
    string? Label = null,
    string? Search = null,
    long? Limit = null,
    long Offset = 0
)
{
    internal string Condition =>
        (DatasetType is null ? "" : " AND d.dataset_type = @DatasetType")
        + (Label is null ? "" : " AND EXISTS (SELECT 1 FROM data_set_label f WHERE f.document_id = d.id AND f.label = @Label)")
        + (
            Search is null
                ? ""
                : " AND (INSTR(LOWER(d.content), LOWER(@Search)) > 0 OR INSTR(LOWER(d.title), "
                    + "LOWER(@Search)) > 0 OR INSTR(LOWER(d.author), LOWER(@Search)) > 0)"
        );
}
