using System.Globalization;
using System.Text;
using Audience.Data.Documents;
using CsvHelper;

namespace Audience.Api.Documents;

/// <summary>A data set as the CSV that an upload makes the same set of.</summary>
public sealed class DataSetDownload(DocumentReader documents, RuleTable rules)
{
    private static readonly string[] s_documents =
        ["title", "author", "s_id", "s_area_id", "content", "post_time", "label", "document_type"],
        s_rules = ["content", "label", "rule_type", "match_type"];

    /// <summary>Writes it, UTF-8 with a mark: the rows of the kind that the set is made of.</summary>
    public async Task WriteAsync(DataSetRow set, Stream to, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(true), bufferSize: 64 * 1024, leaveOpen: true);
        await using var csv = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        if (set.TaskType == DataSetRow.Rules)
        {
            var all = await rules.ListAsync(set.TaskId, cancellationToken);
            // The columns that the frontend knows, where they say it all.
            bool hasExceptions = all.Any(r => r.Unless is not null);
            await RowAsync(csv, hasExceptions ? [.. s_rules, "unless"] : s_rules);
            foreach (var r in all)
            {
                string[] cells = [r.Content, r.Label, r.RuleType, r.MatchType];
                await RowAsync(csv, hasExceptions ? [.. cells, r.Unless ?? ""] : cells);
            }
            return;
        }
        await RowAsync(csv, s_documents);
        await foreach (var d in documents.ListAsync(set.TaskId, new DocumentFilter(), cancellationToken))
            await RowAsync(
                csv,
                [
                    d.Title,
                    d.Author,
                    d.SId,
                    d.SAreaId,
                    d.Content,
                    d.PostTime?.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) ?? "",
                    LabelCell.Join(d.Labels, set.IsMultiLabel),
                    d.DatasetType,
                ]
            );
    }

    private static Task RowAsync(CsvWriter csv, string[] cells)
    {
        foreach (string cell in cells)
            csv.WriteField(cell);
        return csv.NextRecordAsync();
    }
}
