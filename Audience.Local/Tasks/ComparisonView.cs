using Audience.Client;
using Audience.Local.Remote;
using Spectre.Console;

namespace Audience.Local.Tasks;

/// <summary>Shows a comparison, in tables of at most 80 columns or as JSON for programs.</summary>
internal sealed class ComparisonView(bool json) : ApiView(json)
{
    private const int MostRows = 20,
        MostExamples = 5,
        MostText = 40;

    public int Show(ComparisonResult result)
    {
        if (!IsJson)
        {
            Write(Definition(result.Definition));
            Write(Rules(result.Definition));
            Write(Moved(result));
            Write(Examples(result));
        }
        return Show(result, Panels(result));
    }

    private static void Write(Table table)
    {
        if (table.Rows.Count > 0)
            AnsiConsole.Write(table);
    }

    private static Table Panels(ComparisonResult result)
    {
        var table = Narrow("group", "panel").AddWhole("before", "after", "gained", "lost");
        foreach (var group in result.Groups)
        foreach (var panel in group.Panels)
            table.AddRow(Row(group.Group, panel.Panel, panel.Before, panel.After, $"+{panel.Gained}", $"-{panel.Lost}"));
        table.Caption($"authors; label rows {result.Groups.Sum(g => g.RowsBefore)} before, {result.Groups.Sum(g => g.RowsAfter)} after");
        return table;
    }

    private static Table Definition(ComparedDefinition definition)
    {
        var table = Narrow("field", "before", "after");
        foreach (var field in definition.Fields)
            table.AddRow(Row(field.Field, field.Before, field.After));
        return table;
    }

    private static Table Rules(ComparedDefinition definition)
    {
        var table = Narrow("rule", "label", "item", "authors by it alone");
        foreach (var rule in definition.Added.OrderByDescending(r => r.Authors).Take(MostRows))
            table.AddRow(Row("added", $"{rule.Label} {rule.Rule}", rule.Item, $"+{rule.Authors}"));
        foreach (var rule in definition.Removed.OrderByDescending(r => r.Authors).Take(MostRows))
            table.AddRow(Row("removed", $"{rule.Label} {rule.Rule}", rule.Item, $"-{rule.Authors}"));
        foreach (var rule in definition.Changed.Take(MostRows))
        {
            table.AddRow(Row("was", $"{rule.Before.Label} {rule.Before.Rule}", rule.Before.Item, $"-{rule.Before.Authors}"));
            table.AddRow(Row("is", $"{rule.After.Label} {rule.After.Rule}", rule.After.Item, $"+{rule.After.Authors}"));
        }
        return table;
    }

    private static Table Moved(ComparisonResult result)
    {
        var table = Narrow("group", "moved from", "to").AddWhole("authors");
        foreach (
            var (group, pair) in result
                .Groups.SelectMany(g => g.Moved.Select(m => (g.Group, m)))
                .OrderByDescending(m => m.m.Authors)
                .Take(MostRows)
        )
            table.AddRow(Row(group, pair.From, pair.To, pair.Authors));
        return table;
    }

    private static Table Examples(ComparisonResult result)
    {
        var table = Narrow("author", "panel", "text");
        foreach (var kind in new[] { result.Gained, result.Lost, result.Moved })
        foreach (var author in kind.Take(MostExamples))
        foreach (var (sign, text) in new[] { ("-", author.Before), ("+", author.After) })
            if (text is not null)
                table.AddRow(Row(author.SourceAuthor, sign + text.Panel, Short(text)));
        return table;
    }

    // Around the first place that a rule found.
    private static string Short(ComparedText text)
    {
        int place = text.Matches.SelectMany(match => match.Spans).SelectMany(span => span).FirstOrDefault(),
            from = Math.Max(0, Math.Min(place - MostText / 2, text.Text.Length - MostText));
        return text.Text.Substring(from, Math.Min(MostText, text.Text.Length - from)).ReplaceLineEndings(" ");
    }

    private static Table Narrow(params string[] columns) => new Table { Width = 80 }.AddColumns(columns);
}
