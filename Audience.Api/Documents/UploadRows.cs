using System.Globalization;
using System.Text;
using Audience.Data.Documents;

namespace Audience.Api.Documents;

/// <summary>The rows of an uploaded CSV.</summary>
/// <param name="file">The file.</param>
/// <param name="set">The data set that they are for.</param>
internal sealed class UploadRows(UploadFile file, DataSetRow set)
{
    private static readonly string[] s_times =
    [
        .. from date in new[] { "yyyy-M-d", "yyyy/M/d" }
        from time in new[] { "", " H:mm", " H:mm:ss", " H:mm:ss.FFFFFF", "'T'H:mm:ss", "'T'H:mm:ss.FFFFFF" }
        select date + time,
    ];

    private readonly Encoding _encoding = CsvEncoding.Of(file.Bytes);
    private CsvColumns? _columns;

    /// <summary>The file's columns, from its first line.</summary>
    /// <exception cref="Errors.ApiException">400: they cannot be used.</exception>
    public CsvColumns Columns =>
        _columns ??= CsvColumns.Read(
            CsvLines.Read(file.Bytes, _encoding).Select(l => l.Cells).FirstOrDefault() ?? throw DocumentErrors.Bad("the file is empty"),
            set.TaskType == DataSetRow.Rules
        );

    /// <summary>
    /// The documents. Where a row has a mistake it is noted and the row left out; after the last mistake that is told, reading
    /// ends.
    /// </summary>
    public IEnumerable<DocumentRow> Documents(CsvMistakes mistakes)
    {
        foreach (var (line, cells) in Lines(mistakes))
        {
            var (labels, wrong) = RowRules.Labels(LabelCell.Split(Columns.Cell(cells, "label"), set.IsMultiLabel), set.IsMultiLabel);
            string content = Columns.Cell(cells, "content").TrimEnd(),
                type = Columns.Cell(cells, "document_type").Trim().ToLowerInvariant(),
                time = Columns.Cell(cells, "post_time").Trim();
            bool good = Good(mistakes, line, "content", RowRules.Content(content)) & Good(mistakes, line, "label", wrong);
            good &= Good(mistakes, line, "document_type", OneOf(type, DocumentRow.Types));
            DateTime at = default;
            if (time.Length > 0)
                good &= Good(
                    mistakes,
                    line,
                    "post_time",
                    DateTime.TryParseExact(time, s_times, CultureInfo.InvariantCulture, DateTimeStyles.None, out at)
                        ? null
                        : $"'{DocumentErrors.Shown(time)}' is not a time such as 2020/1/1 09:05 or 2020-01-01 09:05:00"
                );
            if (good)
                yield return new DocumentRow
                {
                    Title = Columns.Cell(cells, "title"),
                    Author = Columns.Cell(cells, "author"),
                    SId = Columns.Cell(cells, "s_id"),
                    SAreaId = Columns.Cell(cells, "s_area_id"),
                    Content = content,
                    PostTime = time.Length > 0 ? at : null,
                    DatasetType = type,
                    Labels = labels,
                };
        }
    }

    /// <summary>The rules, in the same way.</summary>
    public IEnumerable<RuleRow> Rules(CsvMistakes mistakes)
    {
        foreach (var (line, cells) in Lines(mistakes))
        {
            string type = Columns.Cell(cells, "rule_type").Trim().ToLowerInvariant(),
                match = Columns.Cell(cells, "match_type").Trim().ToLowerInvariant();
            match = type == "regex" || match.Length == 0 ? "partially" : match;
            var rule = new RuleRow
            {
                Content = RowRules.TrimRule(type, Columns.Cell(cells, "content")),
                Label = Columns.Cell(cells, "label").Trim(),
                RuleType = type,
                MatchType = match,
            };
            bool good =
                Good(mistakes, line, "rule_type", OneOf(type, RuleRow.Types))
                & Good(mistakes, line, "match_type", OneOf(match, RuleRow.MatchTypes))
                & Good(mistakes, line, "label", RowRules.Label(rule.Label));
            var (unless, wrong) = RuleItems.ReadCell(Columns.Cell(cells, "unless"));
            good &= Good(mistakes, line, "unless", wrong);
            if (good)
            {
                bool isObject = rule.IsObject;
                (rule, string? item) = RuleItems.Read(rule, unless);
                good = Good(mistakes, line, isObject ? "content" : "unless", item);
            }
            if (good && Good(mistakes, line, "content", RowRules.Rule(rule)))
                yield return rule;
        }
    }

    private IEnumerable<(long Line, string[] Cells)> Lines(CsvMistakes mistakes)
    {
        foreach (var (line, cells) in CsvLines.Read(file.Bytes, _encoding).Skip(1))
        {
            if (mistakes.Full)
                yield break;
            if (cells.Length == Columns.Count)
                yield return (line, cells);
            else
                mistakes.Add(line, null, $"{cells.Length} cells, and the first line has {Columns.Count}");
        }
    }

    private static string? OneOf(string word, IReadOnlyList<string> words) =>
        words.Contains(word) ? null : $"'{DocumentErrors.Shown(word)}' is not one of {string.Join(", ", words)}";

    private static bool Good(CsvMistakes mistakes, long line, string column, string? problem)
    {
        if (problem is not null && !mistakes.Full)
            mistakes.Add(line, column, problem);
        return problem is null;
    }
}
