using System.Globalization;
using System.Text;
using Audience.Contracts.Models;
using Audience.Labeling.Terms;
using CsvHelper;
using CsvHelper.Configuration;

namespace Audience.Api.Models;

/// <summary>Terms as a CSV file: label, term, weight; when reading, a column threshold may follow.</summary>
public static class TermWeightCsv
{
    private static readonly string[] Columns = ["label", "term", "weight"];

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
    /// <param name="file">UTF-8, with a line of column names.</param>
    /// <param name="thresholds">Those of labels for which the file gives none; 0 where they have none either.</param>
    /// <exception cref="Errors.ApiException">400: the file cannot be used; the message names the line.</exception>
    public static TermWeightModel Read(byte[] file, IReadOnlyDictionary<string, double> thresholds)
    {
        var terms = new List<TermWeight>();
        var given = new Dictionary<string, double>(StringComparer.Ordinal);
        long characters = 0;
        try
        {
            // Excel's mark of UTF-8 is no part of the first name.
            int start = file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            var text = new StreamReader(
                new MemoryStream(file, start, file.Length - start),
                new UTF8Encoding(false, throwOnInvalidBytes: true),
                detectEncodingFromByteOrderMarks: false
            );
            using var csv = new CsvReader(
                text,
                new CsvConfiguration(CultureInfo.InvariantCulture)
                {
                    PrepareHeaderForMatch = header => header.Header.Trim().ToLowerInvariant(),
                    MaxFieldSize = 10_000,
                }
            );
            if (!csv.Read() || !csv.ReadHeader() || Columns.Except(csv.HeaderRecord!.Select(h => h.Trim().ToLowerInvariant())).Any())
                throw ModelErrors.Bad($"the CSV must begin with a line of column names: {string.Join(',', Columns)}");
            while (csv.Read())
            {
                string label = csv.GetField("label") ?? "";
                terms.Add(new TermWeight(label, csv.GetField("term") ?? "", Number(csv, "weight")));
                if ((characters += terms[^1].Term.Length + 1) > TermWeightModel.MaxCharacters)
                    throw ModelErrors.Bad($"the terms have more than {TermWeightModel.MaxCharacters} characters together");
                if (csv.TryGetField("threshold", out string? threshold) && !string.IsNullOrEmpty(threshold))
                    given[label] = Number(csv, "threshold");
            }
        }
        catch (Exception e) when (e is CsvHelperException or DecoderFallbackException)
        {
            throw ModelErrors.Bad("the file is not a CSV in UTF-8 that can be read: " + e.Message.Split('\n')[0].Trim());
        }
        return Model(terms, label => given.TryGetValue(label, out double own) ? own : thresholds.GetValueOrDefault(label));
    }

    private static TermWeightModel Model(List<TermWeight> terms, Func<string, double> threshold)
    {
        if (terms.Count == 0)
            throw ModelErrors.Bad("the CSV has no term");
        if (terms.FirstOrDefault(t => t.Label.Length is 0 or > 180) is { } nameless)
            throw ModelErrors.Bad($"the term '{nameless.Term}' has a label of {nameless.Label.Length} characters: give it 1 to 180");
        if (terms.GroupBy(t => (t.Label, t.Term)).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw ModelErrors.Bad($"the term '{twice.Key.Term}' of label '{twice.Key.Label}' is there {twice.Count()} times");
        string[] labels = [.. terms.Select(t => t.Label).Distinct(StringComparer.Ordinal)];
        return new TermWeightModel(labels, terms, [.. labels.Select(threshold)]);
    }

    private static double Number(CsvReader csv, string column) =>
        double.TryParse(csv.GetField(column), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw ModelErrors.Bad($"line {csv.Parser.Row}: the {column} '{csv.GetField(column)}' is not a number");
}
