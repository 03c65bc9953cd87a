using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Client;
using Audience.Data;
using Audience.Data.Schema;
using Audience.Local.Remote;
using Dapper;
using Spectre.Console;

namespace Audience.Local.Demo;

/// <summary>What the demo shows at its end.</summary>
internal sealed class DemoReport(TaskSummary task, TimeSpan elapsed)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private double PostsPerSecond => Math.Round((task.LengthReceiveTable ?? 0) / elapsed.TotalSeconds);

    /// <summary>The state row, how fast it was and how much memory it took, as one line of JSON.</summary>
    public string ToJson()
    {
        var row = JsonSerializer.SerializeToNode(task, Json)!.AsObject();
        row["posts_per_second"] = PostsPerSecond;
        row["peak_rss_mb"] = Math.Round(Process.GetCurrentProcess().PeakWorkingSet64 / (1024.0 * 1024.0), 1);
        return row.ToJsonString(Json);
    }

    /// <summary>A summary and a few rows.</summary>
    public async Task WriteAsync(OutputDatabase output, IReadOnlyList<SampleRow> sample, CancellationToken cancellationToken)
    {
        var summary = new Table().AddColumns("table", "label rows' authors", "distinct authors", "label rate %");
        string[] tables = Split(task.Result),
            produced = Split(task.LengthProdTable),
            authors = Split(task.UniqSourceAuthor),
            rates = Split(task.RateOfLabel);
        for (int i = 0; i < tables.Length; i++)
            summary.AddRow(tables[i], produced[i], authors[i], rates[i]);
        AnsiConsole.MarkupInterpolated(
            CultureInfo.InvariantCulture,
            $"[green]{task.Stat}[/], production [green]{task.ProdStat}[/]: {task.LengthReceiveTable:N0} posts read, "
        );
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{task.LengthOutputTable:N0} rows labelled, {PostsPerSecond:N0} posts per second"
        );
        if (task.Skipped is { } left)
        {
            AnsiConsole.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"left out: {left.NoAuthor:N0} without author, {left.NoSource:N0} without source,"
            );
            AnsiConsole.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"{left.ImpossibleTime:N0} of an impossible time, {left.NoText:N0} without text"
            );
        }
        AnsiConsole.Write(summary);
        var panels = new Table().AddColumns("panel", "authors");
        foreach (var (panel, count) in await PanelsAsync(output, tables, cancellationToken))
            panels.AddRow(Markup.Escape(panel), count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        AnsiConsole.Write(panels);
        var rows = new Table().AddColumns("source_author", "panel").AddWhole("create_time").AddColumn("match_content");
        foreach (var row in sample.OrderBy(_ => Random.Shared.Next()).Take(5))
            rows.AddRow(
                Markup.Escape(row.SourceAuthor ?? ""),
                Markup.Escape(row.Panel ?? ""),
                $"{row.CreateTime:s}",
                Markup.Escape(row.MatchContent ?? "")
            );
        AnsiConsole.Write(rows);
    }

    private async Task<IEnumerable<(string Panel, long Count)>> PanelsAsync(
        OutputDatabase output,
        string[] tables,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await output.OpenAsync(cancellationToken);
        var counts = new List<(string Panel, long Count)>();
        foreach (string table in tables)
            counts.AddRange(
                await connection.QueryAsync<(string, long)>(
                    $"SELECT panel, COUNT(*) FROM {output.Dialect.Table(output.Schema, ResultTables.ProductionName(table))} "
                        + "WHERE task_id = @TaskId GROUP BY panel",
                    new { task.TaskId }
                )
            );
        return counts.GroupBy(c => c.Panel).Select(g => (g.Key, g.Sum(c => c.Count))).OrderByDescending(c => c.Item2);
    }

    private static string[] Split(string? list) => (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
}
