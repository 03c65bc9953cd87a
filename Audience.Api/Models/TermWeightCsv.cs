using System.Globalization;
using System.Text;
using Audience.Api.Documents;
using Audience.Contracts.Models;
using Audience.Labeling.Terms;
using CsvHelper;

namespace Audience.Api.Models;

/// <summary>Terms as a CSV file: label, term, weight; when reading, a column threshold may follow.</summary>
public static class TermWeightCsv
{
    private static readonly string[] Columns = ["label", "term", "weight"];

    private static readonly Dictionary<string, string> s_chinese = new()
    {
        ["字詞"] = "term",
        ["標籤"] = "label",
        ["分數"] = "weight",
    };

    /// <summary>Writes terms, UTF-8.</summary>
    public static byte[] Write(IEnumerable<TermWeightRow> rows)
    {
        using var buffer = new MemoryStream();
        using (var csv = new CsvWriter(new StreamWriter(buffer, new UTF8Encoding(false)), CultureInfo.InvariantCulture))
        {
            foreach (string column in Columns)
                csv.WriteField(column);
            csv.NextRecord();
            foreach (var row in rows)
            {
                csv.WriteField(row.Label);
                csv.WriteField(row.Term);
                csv.WriteField(row.Weight.ToString("R", CultureInfo.InvariantCulture));
                csv.NextRecord();
            }
        }
        return buffer.ToArray();
    }

    /// <summary>Reads terms into a model.</summary>
    /// <param name="file">UTF-8, UTF-16 or Big5, with a line of column names.</param>
    /// <param name="thresholds">Those of labels for which the file gives none; 0 where they have none either.</param>
    /// <exception cref="Errors.ApiException">400: the file cannot be used; the message names line and column.</exception>
    public static TermWeightModel Read(Stream file, IReadOnlyDictionary<string, double> thresholds)
    {
        var terms = new List<(long Line, TermWeight Term)>();
        var given = new Dictionary<string, double>(StringComparer.Ordinal);
        long characters = 0;
        Dictionary<string, int>? columns = null;
        foreach (var (line, cells) in CsvLines.Read(file, CsvEncoding.Of(file)))
        {
            if (columns is null)
            {
                columns = Header(cells);
                continue;
            }
            if (cells.Length < columns.Count)
                throw ModelErrors.Bad(Invariant($"line {line}: {cells.Length} cells, and the first line has {columns.Count}"));
            string label = cells[columns["label"]],
                term = cells[columns["term"]];
            terms.Add((line, new TermWeight(label, term, Number(line, "weight", cells[columns["weight"]]))));
            if ((characters += term.Length + 1) > TermWeightModel.MaxCharacters)
                throw ModelErrors.Bad($"the terms have more than {TermWeightModel.MaxCharacters} characters together");
            if (columns.TryGetValue("threshold", out int threshold) && cells[threshold].Length > 0)
                given[label] = Number(line, "threshold", cells[threshold]);
        }
        return Model(terms, label => given.TryGetValue(label, out double own) ? own : thresholds.GetValueOrDefault(label));
    }

    private static Dictionary<string, int> Header(string[] cells)
    {
        var columns = new Dictionary<string, int>();
        for (int i = 0; i < cells.Length; i++)
        {
            string name = cells[i].Trim().ToLowerInvariant();
            name = s_chinese.GetValueOrDefault(name, name);
            if (!columns.TryAdd(name, i))
                throw ModelErrors.Bad($"line 1, column {cells[i].Trim()}: {name} is there twice");
        }
        return Columns.All(columns.ContainsKey)
            ? columns
            : throw ModelErrors.Bad($"the CSV must begin with a line of column names: {string.Join(',', Columns)}");
    }

    private static TermWeightModel Model(List<(long Line, TermWeight Term)> terms, Func<string, double> threshold)
    {
        if (terms.Count == 0)
            throw ModelErrors.Bad("the CSV has no term");
        foreach (var (line, term) in terms)
            if (term.Label.Length is 0 or > 180)
                throw ModelErrors.Bad(
                    Invariant(
                        $"line {line}, column label: the term '{term.Term}' has a label of {term.Label.Length} characters: give it 1 to 180"
                    )
                );
        if (
            terms.GroupBy(t => (t.Term.Label, t.Term.Term)).Select(same => same.ToList()).FirstOrDefault(same => same.Count > 1) is
            { } twice
        )
            throw ModelErrors.Bad(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"line {twice[1].Line}, column term: the term '{twice[0].Term.Term}' of label '{twice[0].Term.Label}' "
                        + $"is there on line {twice[0].Line} already"
                )
            );
        string[] labels = [.. terms.Select(t => t.Term.Label).Distinct(StringComparer.Ordinal)];
        return new TermWeightModel(labels, [.. terms.Select(t => t.Term)], [.. labels.Select(threshold)]);
    }

    private static double Number(long line, string column, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw ModelErrors.Bad(Invariant($"line {line}, column {column}: '{DocumentErrors.Shown(text)}' is not a number"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
