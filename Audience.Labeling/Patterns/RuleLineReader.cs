using System.Text.Json;
using Audience.Labeling.Items;
using Audience.Labeling.Keywords;

namespace Audience.Labeling.Patterns;

/// <summary>Reads the lines of a rule file one after the other.</summary>
internal sealed class RuleLineReader(bool keywords)
{
    private static readonly char[] Commas = [',', '，', '、', ';', '；'];

    private readonly List<RuleLine> _rules = [];
    private readonly List<RuleProblem> _problems = [];

    // Lines that look like several keywords: one is a mistake where it is all there is.
    private readonly List<int> _lists = [];

    internal void Add(string line, int number)
    {
        if (string.IsNullOrWhiteSpace(line) || line.StartsWith("# ", StringComparison.Ordinal))
            return;
        try
        {
            if (line.Contains('\uFFFD', StringComparison.Ordinal))
                throw new PatternException("not valid UTF-8: save the file as UTF-8");
            _rules.Add(new RuleLine(number, Item(line, number)));
        }
        catch (PatternException e)
        {
            _problems.Add(new RuleProblem(number, e.Message, IsError: true));
        }
    }

    internal RuleFile End()
    {
        bool isList = _lists.Count == 1 && _rules.Count == 1 && _problems.Count == 0;
        foreach (int line in _lists)
            _problems.Add(
                new RuleProblem(
                    line,
                    "several keywords with commas between: write a keyword a line; "
                        + "if the commas are part of it, write the line in double quotes",
                    IsError: isList
                )
            );
        return new RuleFile(isList ? [] : _rules, [.. _problems.OrderBy(problem => problem.Line)]);
    }

    private RuleItem Item(string line, int number)
    {
        if (Json(line) is { } json)
            return ItemReader.Read(json, keywords, "the rule");
        if (!keywords)
            return new RuleItem(ItemTerm.Expression(line));
        string[] fields = [.. line.Split('\t').Select(field => field.Trim())];
        if (fields.Length > 2 || fields[0].Length == 0)
            throw new PatternException("expected a keyword, or a keyword, a tab and a match type");
        if (fields.Length == 1)
            return new RuleItem(new ItemTerm(Bare(fields[0], number)));
        return KeywordMatchTypes.TryParse(fields[1], out KeywordMatchType match)
            ? new RuleItem(new ItemTerm(fields[0], match))
            : throw new PatternException($"unknown match type '{Shown.Of(fields[1])}' (known: {KeywordMatchTypes.Known})");
    }

    /// <summary>The item that a line holds as JSON; null where it is a keyword or expression that begins like one.</summary>
    private JsonElement? Json(string line)
    {
        string trimmed = line.Trim();
        bool isObject = trimmed.StartsWith("{\"", StringComparison.Ordinal);
        if (!isObject && !(keywords && (trimmed.StartsWith("[\"", StringComparison.Ordinal) || trimmed.StartsWith('"'))))
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(trimmed);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            return trimmed.StartsWith('"') ? null : throw new PatternException($"begins like JSON, and is none: {Shown.Of(e.Message)}", e);
        }
    }

    /// <summary>A keyword that stands alone on its line, which may have been meant otherwise.</summary>
    private string Bare(string keyword, int number)
    {
        int blank = keyword.LastIndexOfAny([' ', '\u3000', ',', '，']);
        if (blank > 0 && KeywordMatchTypes.TryParse(keyword[(blank + 1)..], out _))
            throw new PatternException(
                $"'{Shown.Of(keyword)}' has no tab before '{keyword[(blank + 1)..]}': "
                    + "put one between keyword and match type; if all of it is the keyword, "
                    + "add a tab and 'partially'"
            );
        if (keyword.Split(Commas, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length > 2)
            _lists.Add(number);
        return keyword;
    }
}
