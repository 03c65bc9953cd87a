using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Client;
using Audience.Labeling.Items;
using Audience.Labeling.Keywords;
using Audience.Labeling.RuleChecks;
using Audience.Local.Remote;
using CsvHelper;

namespace Audience.Local.Rules;

/// <summary>Rules of a rule set of <c>/documents/</c>, read from a running API and written to it.</summary>
internal static class RuleSetFile
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether something is named as a rule set is, and is no file.</summary>
    public static bool IsId(string path) =>
        path.Length == 32 && path.All(char.IsAsciiHexDigit) && !File.Exists(path) && !Directory.Exists(path);

    /// <summary>Its keyword rules, or its expressions.</summary>
    public static async Task<RuleSet> ReadAsync(AudienceClient api, string id, bool keywords, CancellationToken cancellationToken)
    {
        var rules = await api.ListRulesAsync(id, cancellationToken);
        var pattern = rules
            .Where(rule => rule.RuleType == (keywords ? "keyword" : "regex"))
            .GroupBy(rule => rule.Label)
            .ToDictionary(label => label.Key, label => label.Select(rule => Item(rule, keywords)).ToList());
        return pattern.Count > 0
            ? RuleSet.FromPattern(JsonSerializer.Serialize(pattern, s_json), keywords)
            : throw new ApiCallException($"rule set {id} has no rule of type {(keywords ? "keyword" : "regex")}");
    }

    /// <summary>Adds rules to it; those that it has already are skipped.</summary>
    public static async Task<UploadResult> WriteAsync(
        AudienceClient api,
        string id,
        IReadOnlyList<LabelItems> labels,
        bool keywords,
        CancellationToken cancellationToken
    )
    {
        using var bytes = new MemoryStream();
        await using (
            var csv = new CsvWriter(new StreamWriter(bytes, new UTF8Encoding(false), leaveOpen: true), CultureInfo.InvariantCulture)
        )
        {
            Row(csv, "content", "label", "rule_type", "match_type", "unless");
            foreach (var label in labels)
            foreach (var item in label.Items)
                Write(csv, label.Label, item, keywords);
        }
        bytes.Position = 0;
        return await api.UploadDataSetAsync(id, false, new FileParameter(bytes, "rules.csv"), cancellationToken);
    }

    private static void Write(CsvWriter csv, string label, Audience.Labeling.Items.RuleItem item, bool keywords)
    {
        string type = keywords ? "keyword" : "regex";
        if (!item.IsSingle || item.All[0].Matches.Count > 1)
        {
            Row(csv, Json(item), label, type, "", "");
            return;
        }
        var term = item.All[0];
        string match = term.Matches is [var only] ? KeywordMatchTypes.Name(only) : "";
        Row(csv, term.Text, label, type, match, term.Unless.Count > 0 ? JsonSerializer.Serialize(term.Unless, s_json) : "");
    }

    // A keyword that may stand at several places is an object here: a list would be taken for a keyword.
    private static string Json(Audience.Labeling.Items.RuleItem item) =>
        item.IsPlain
            ? JsonSerializer.Serialize(
                new { keyword = item.All[0].Text, match = item.All[0].Matches.Select(KeywordMatchTypes.Name) },
                s_json
            )
            : ItemWriter.Write(item);

    private static JsonElement Item(Audience.Client.RuleItem rule, bool keywords) =>
        rule.Content.StartsWith("{\"", StringComparison.Ordinal) ? JsonSerializer.Deserialize<JsonElement>(rule.Content)
        : rule.Unless is { Count: > 0 } unless
            ? JsonSerializer.SerializeToElement(
                new
                {
                    keyword = rule.Content,
                    match = rule.MatchType,
                    unless,
                },
                s_json
            )
        : keywords ? JsonSerializer.SerializeToElement<string[]>([rule.Content, rule.MatchType], s_json)
        : JsonSerializer.SerializeToElement(rule.Content, s_json);

    private static void Row(CsvWriter csv, params string[] cells)
    {
        foreach (string cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }
}
