using System.Globalization;
using Audience.Labeling.Items;
using Audience.Labeling.Keywords;
using Audience.Labeling.Patterns;
using Audience.Labeling.RuleChecks;
using CsvHelper;
using CsvHelper.Configuration;

namespace Audience.Local.Rules;

/// <summary>
/// Rules as a table: <c>label,keyword,match_type</c>, the last of which may be absent or empty. What is more than a keyword stands in the
/// column keyword as JSON. An expression stands there too.
/// </summary>
internal static class RuleCsv
{
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture)
    {
        PrepareHeaderForMatch = header => header.Header.Trim().ToUpperInvariant(),
        MissingFieldFound = null,
        BadDataFound = null,
    };

    internal static RuleSet Read(string path, bool keywords)
    {
        using var text = new StreamReader(path);
        using var csv = new CsvReader(text, Configuration);
        csv.Read();
        csv.ReadHeader();
        if (
            csv.HeaderRecord is not { } header
            || csv.GetFieldIndex("label", isTryGet: true) < 0
            || csv.GetFieldIndex("keyword", isTryGet: true) < 0
        )
            return RuleSet.Broken($"{path}:1", "the first line must name the columns label, keyword and match_type");
        (List<PlacedRule> rules, List<RuleFinding> problems) = ([], []);
        while (csv.Read())
        {
            string where = $"{path}:{csv.Parser.RawRow}";
            string label = csv.GetField("label")?.Trim() ?? "";
            if (label.Length == 0)
            {
                problems.Add(new(FindingKind.Error, where, "has no label"));
                continue;
            }
            RuleFile line = Line(csv.GetField("keyword") ?? "", csv.GetField("match_type")?.Trim() ?? "", keywords);
            rules.AddRange(line.Rules.Select(rule => new PlacedRule(label, rule.Item, where)));
            problems.AddRange(line.Problems.Select(problem => new RuleFinding(FindingKind.Error, where, problem.Message)));
            if (line.Rules.Count + line.Problems.Count == 0)
                problems.Add(new(FindingKind.Error, where, "has no keyword"));
        }
        return new RuleSet(rules, problems);
    }

    internal static void Write(TextWriter text, IReadOnlyList<LabelItems> labels, bool keywords)
    {
        using var csv = new CsvWriter(text, Configuration);
        csv.WriteField("label");
        csv.WriteField("keyword");
        csv.WriteField("match_type");
        csv.NextRecord();
        foreach (var (label, item) in labels.SelectMany(label => label.Items.Select(item => (label.Label, item))))
        {
            bool isPlain = item.IsPlain && item.All[0].Matches.Count <= 1 && !RuleWriter.NeedsJson(item.All[0].Text);
            csv.WriteField(label);
            csv.WriteField(isPlain || (item.IsPlain && !keywords) ? item.All[0].Text : ItemWriter.Write(item));
            csv.WriteField(isPlain && keywords ? KeywordMatchTypes.Name(item.All[0].Matches[0]) : "");
            csv.NextRecord();
        }
    }

    // A keyword is taken as it stands; a line of a file might have been meant otherwise.
    private static RuleFile Line(string keyword, string match, bool keywords)
    {
        bool isBare = keywords && match.Length == 0 && keyword.Trim() is { Length: > 0 } text && text[0] is not ('{' or '[' or '"');
        string line =
            match.Length > 0 && keywords ? $"{keyword}\t{match}"
            : isBare ? $"{keyword}\tpartially"
            : keyword;
        using var reader = new StringReader(line.ReplaceLineEndings(" "));
        return RuleFile.Read(reader, keywords);
    }
}
