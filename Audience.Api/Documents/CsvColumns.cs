namespace Audience.Api.Documents;

/// <summary>The columns of an upload, found by their names in English or Chinese.</summary>
internal sealed class CsvColumns
{
    private static readonly string[] s_documents = ["content", "label", "document_type"],
        s_rules = ["content", "label", "rule_type", "match_type"],
        s_known =
        ["title", "author", "s_id", "s_area_id", "content", "post_time", "label", "document_type", "rule_type", "match_type", "unless"];

    private static readonly Dictionary<string, string> s_names = new()
    {
        ["dataset_type"] = "document_type",
        ["標題"] = "title",
        ["作者"] = "author",
        ["來源"] = "s_id",
        ["來源網站"] = "s_area_id",
        ["內容"] = "content",
        ["發佈時間"] = "post_time",
        ["標籤"] = "label",
    };

    private readonly Dictionary<string, int> _positions = [];

    private CsvColumns(IReadOnlyList<string> header) => Count = header.Count;

    /// <summary>How many the file has.</summary>
    public int Count { get; }

    /// <summary>Whether the file holds rules.</summary>
    public bool IsRules => _positions.ContainsKey("rule_type");

    /// <summary>Names that mean nothing here.</summary>
    public List<string> Ignored { get; } = [];

    /// <summary>Reads the names.</summary>
    /// <param name="header">The cells of the first line.</param>
    /// <param name="forRules">What the data set is made of; told where the file is neither.</param>
    /// <exception cref="Errors.ApiException">400: a name is there twice, or one is missing.</exception>
    public static CsvColumns Read(IReadOnlyList<string> header, bool forRules)
    {
        var columns = new CsvColumns(header);
        for (int i = 0; i < header.Count; i++)
        {
            string given = header[i].Trim(),
                name = s_names.GetValueOrDefault(given, given.ToLowerInvariant());
            name = s_names.GetValueOrDefault(name, name);
            if (!s_known.Contains(name))
                columns.Ignored.Add(DocumentErrors.Shown(given));
            else if (!columns._positions.TryAdd(name, i))
                throw DocumentErrors.Bad($"line 1, column {given}: {name} is there twice");
        }
        string[] needed = columns.IsRules || forRules && !columns._positions.ContainsKey("document_type") ? s_rules : s_documents;
        string[] missing = [.. needed.Where(name => !columns._positions.ContainsKey(name))];
        return missing.Length == 0
            ? columns
            : throw DocumentErrors.Bad(
                $"line 1: the column {string.Join(", ", missing)} is missing; "
                    + "the first line names the columns, separated by commas or tabs: "
                    + $"{string.Join(", ", s_documents)} of documents, {string.Join(", ", s_rules)} of rules"
            );
    }

    /// <summary>A cell of a line; empty where the file has no such column.</summary>
    public string Cell(IReadOnlyList<string> cells, string name) => _positions.TryGetValue(name, out int i) ? cells[i] : "";
}
