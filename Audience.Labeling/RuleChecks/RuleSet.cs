using System.Text.Json;
using Audience.Labeling.Items;
using Audience.Labeling.Patterns;

namespace Audience.Labeling.RuleChecks;

/// <summary>Rules with the places where they were written, and what could not be read.</summary>
/// <param name="Rules">What could be read.</param>
/// <param name="Problems">What could not, or is probably meant otherwise.</param>
public sealed record RuleSet(IReadOnlyList<PlacedRule> Rules, IReadOnlyList<RuleFinding> Problems)
{
    /// <summary>The labels in the order in which they first appear.</summary>
    public IReadOnlyList<LabelItems> Labels =>
        [
            .. Rules
                .GroupBy(rule => rule.Label, StringComparer.Ordinal)
                .Select(label => new LabelItems(label.Key, [.. label.Select(rule => rule.Item)])),
        ];

    /// <summary>Reads a PATTERN, item by item.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="keywords">Whether its items are keywords; otherwise they are expressions.</param>
    public static RuleSet FromPattern(string json, bool keywords)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            (List<PlacedRule> rules, List<RuleFinding> problems) = ([], []);
            var labels = PatternReader.Labels(document.RootElement, mistake => problems.Add(Mistake("PATTERN", mistake)));
            foreach ((string label, JsonElement items) in labels)
            {
                int number = 0;
                foreach (JsonElement item in items.EnumerateArray())
                {
                    string where = $"{label} {++number}";
                    try
                    {
                        rules.Add(new PlacedRule(label, ItemReader.Read(item, keywords, PatternReader.Where(label, number)), where));
                    }
                    catch (PatternException e)
                    {
                        problems.Add(Mistake(where, e));
                    }
                }
            }
            return new RuleSet(rules, problems);
        }
        catch (JsonException e)
        {
            // The reader counts lines and bytes from 0, at the end of its message.
            string message = e.Message.Split(" LineNumber: ")[0];
            return Broken($"line {e.LineNumber + 1}", $"PATTERN is not JSON, at byte {e.BytePositionInLine + 1} of the line: {message}");
        }
        catch (PatternException e)
        {
            return Broken("PATTERN", e.Message);
        }
    }

    /// <summary>Reads the rule files of a predict type below a rules directory.</summary>
    /// <param name="rulesDirectory">The rules directory.</param>
    /// <param name="modelType">keyword_model, rule_model or its alias regex_model, in any case.</param>
    /// <param name="predictType">author_name (or its alias author), content, title or s_area_id, in any case.</param>
    public static RuleSet FromDirectory(string rulesDirectory, string modelType, string predictType)
    {
        try
        {
            (List<PlacedRule> rules, List<RuleFinding> problems) = ([], []);
            foreach ((string label, string path, RuleFile file) in RuleDirectory.Files(rulesDirectory, modelType, predictType))
            {
                rules.AddRange(file.Rules.Select(rule => new PlacedRule(label, rule.Item, $"{path}:{rule.Line}")));
                problems.AddRange(
                    file.Problems.Select(problem => new RuleFinding(
                        problem.IsError ? FindingKind.Error : FindingKind.Warning,
                        $"{path}:{problem.Line}",
                        problem.Message
                    ))
                );
            }
            return new RuleSet(rules, problems);
        }
        catch (PatternException e)
        {
            return Broken(rulesDirectory, e.Message);
        }
    }

    private static RuleFinding Mistake(string where, PatternException mistake) => new(FindingKind.Error, where, mistake.Message);

    /// <summary>Rules of which nothing can be read.</summary>
    public static RuleSet Broken(string where, string message) => new([], [new RuleFinding(FindingKind.Error, where, message)]);
}
