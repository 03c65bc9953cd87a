using System.Data.Common;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Audience.Labeling.Panels;
using MySqlConnector;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>
/// What the task must come to, worked out from the same source without the system's code: naive searches, dictionaries, LINQ.
/// Label rows are compared as a sum of checksums, production rows as author, panel and time.
/// </summary>
internal sealed class Reference
{
    private readonly SortedDictionary<string, (long Rows, long Checksum)> _labels = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Dictionary<string, Dictionary<string, (int Rows, string Time)>>> _panels = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, HashSet<string>> _authors = [];
    private long _posts,
        _textBytes;

    /// <summary>What each rule finds; null where the model is not one of keywords.</summary>
    public RuleReference? Rules { get; private init; }

    /// <summary>Label-table rows.</summary>
    public long Rows => _labels.Values.Sum(l => l.Rows);

    /// <summary>How long the texts of label rows are on average, in bytes of UTF-8.</summary>
    public int MeanTextBytes => (int)(_textBytes / Math.Max(1, Rows));

    public static async Task<Reference> ComputeAsync(BenchSource source, EndToEndPlan plan, CancellationToken cancellationToken)
    {
        string column = plan.Column;
        await using var connection = new MySqlConnection(source.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new MySqlCommand(
            $"SELECT id, s_id, author, DATE_FORMAT(post_time, '%Y-%m-%d %H:%i:%s'), {column} FROM "
                + $"ts_page_content WHERE author IS NOT NULL AND s_id IS NOT NULL AND {column} IS NOT NULL",
            connection
        )
        {
            CommandTimeout = 0,
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ComputeAsync(reader, plan, cancellationToken);
    }

    /// <summary>The same of rows of id, s_id, author, post_time and the labelled text.</summary>
    public static async Task<Reference> ComputeAsync(DbDataReader rows, EndToEndPlan plan, CancellationToken cancellationToken)
    {
        var groups = new SourceGroups(
            Samples.PostMaker.SourceGroups.Split(';').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1])
        );
        var labels = BenchModels.Reference(plan.Model);
        var reference = new Reference { Rules = plan.Model == "keyword" ? new RuleReference(BenchKeywords.ByLabel) : null };
        while (await rows.ReadAsync(cancellationToken))
        {
            string text = rows.GetString(4);
            reference.Rules?.Add(text);
            reference.Add(
                groups.Of(rows.GetString(1)),
                rows.GetString(0),
                rows.GetString(1),
                rows.GetString(2),
                rows.GetString(3),
                text,
                labels.Where(l => l.Matches(text)).Select(l => l.Panel)
            );
        }
        return reference;
    }

    /// <summary>The CRC-32 of a text's UTF-8 bytes, as MySQL computes it.</summary>
    public static long Checksum(string text) => Crc32.HashToUInt32(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether the system has written this and nothing else; prints what differs.</summary>
    /// <param name="state">The task's state.</param>
    /// <param name="tables">Says how many rows of the task a table has, and the sum of their checksums.</param>
    public async Task<bool> IsEqualAsync(JsonElement state, ITableSums tables)
    {
        var names = _labels.Keys.ToList();
        var production = names.ToDictionary(t => t, Production);
        bool equal = true;
        Same("stat", "SUCCESS", state.GetProperty("stat").ToString());
        Same("length_receive_table", $"{_posts}", state.GetProperty("length_receive_table").ToString());
        Same("length_output_table", $"{Rows}", state.GetProperty("length_output_table").ToString());
        Same("result", string.Join(',', names), state.GetProperty("result").ToString());
        Same(
            "length_prod_table",
            string.Join(',', names.Select(t => production[t].Count)),
            state.GetProperty("length_prod_table").ToString()
        );
        Same(
            "uniq_source_author",
            string.Join(',', names.Select(t => _authors[t].Count)),
            state.GetProperty("uniq_source_author").ToString()
        );
        Same(
            "rate_of_label",
            string.Join(
                ',',
                names.Select(t => (100m * production[t].Count / _authors[t].Count).ToString("0.00", CultureInfo.InvariantCulture))
            ),
            state.GetProperty("rate_of_label").ToString()
        );
        string id = state.GetProperty("task_id").GetString()!;
        foreach (string table in names)
        {
            var (rows, checksum) = await tables.OfLabelsAsync(table, id);
            Same(table, $"{_labels[table].Rows} rows, checksum {_labels[table].Checksum}", $"{rows} rows, checksum {checksum}");
            var (made, sum) = await tables.OfProductionAsync(table, id);
            Same(
                "production of " + table,
                $"{production[table].Count} rows, checksum {production[table].Checksum}",
                $"{made} rows, checksum {sum}"
            );
        }
        return equal;

        void Same(string what, string expected, string actual)
        {
            if (expected == actual)
                return;
            equal = false;
            Console.WriteLine($"DIFFERENCE {what}: expected {expected}, found {actual}");
        }
    }

    private void Add(string group, string id, string source, string author, string time, string text, IEnumerable<string> panels)
    {
        _posts++;
        string sourceAuthor = $"{source}_{author}".Trim();
        if (!_authors.TryGetValue(group, out var authors))
            _authors[group] = authors = new(StringComparer.Ordinal);
        authors.Add(sourceAuthor);
        foreach (string panel in panels)
        {
            _textBytes += Encoding.UTF8.GetByteCount(text);
            var (rows, checksum) = _labels.GetValueOrDefault(group);
            _labels[group] = (rows + 1, checksum + Checksum($"{id}|{sourceAuthor}|{panel}|{time}|{source}|{text}"));
            if (!_panels.TryGetValue(group, out var byAuthor))
                _panels[group] = byAuthor = new(StringComparer.Ordinal);
            if (!byAuthor.TryGetValue(sourceAuthor, out var byPanel))
                byAuthor[sourceAuthor] = byPanel = [];
            var (count, latest) = byPanel.GetValueOrDefault(panel, (0, ""));
            byPanel[panel] = (count + 1, string.CompareOrdinal(time, latest) > 0 ? time : latest);
        }
    }

    private (long Count, long Checksum) Production(string table)
    {
        long count = 0,
            checksum = 0;
        foreach (var (author, panels) in _panels[table])
        {
            int max = panels.Values.Max(p => p.Rows);
            if (panels.Values.Count(p => p.Rows == max) > 1)
                continue;
            var (panel, entry) = panels.Single(p => p.Value.Rows == max);
            count++;
            checksum += Checksum($"{author}|{panel}|{entry.Time}");
        }
        return (count, checksum);
    }
}
