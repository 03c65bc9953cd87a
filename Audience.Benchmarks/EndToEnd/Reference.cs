using System.Data.Common;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Audience.Testing.Reference;
using MySqlConnector;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>
/// What the task must come to by <see cref="ReferenceLabeling"/>, compared with what the system has written: label rows as a sum of
/// checksums, production rows as author, panel and time.
/// </summary>
internal sealed class Reference
{
    private readonly ReferenceLabeling _totals;
    private readonly Dictionary<string, long> _checksums = [];
    private long _textBytes;

    private Reference() => _totals = new ReferenceLabeling(Note);

    /// <summary>What each rule finds; null where the model is not one of keywords.</summary>
    public RuleReference? Rules { get; private init; }

    /// <summary>Label-table rows.</summary>
    public long Rows => _totals.Rows;

    /// <summary>How long the texts of label rows are on average, in bytes of UTF-8.</summary>
    public int MeanTextBytes => (int)(_textBytes / Math.Max(1, Rows));

    public static async Task<Reference> ComputeAsync(BenchSource source, EndToEndPlan plan, CancellationToken cancellationToken)
    {
        string column = plan.Column;
        await using var connection = new MySqlConnection(source.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new MySqlCommand(
            $"SELECT id, s_id, author, post_time, {column} FROM ts_page_content "
                + $"WHERE author IS NOT NULL AND s_id IS NOT NULL AND {column} IS NOT NULL",
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
        var labels = BenchModels.Reference(plan.Model);
        var reference = new Reference { Rules = plan.Model == "keyword" ? new RuleReference(BenchKeywords.ByLabel) : null };
        while (await rows.ReadAsync(cancellationToken))
        {
            string text = rows.GetString(4);
            reference.Rules?.Add(text);
            reference._totals.Add(
                new ReferencePost(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetDateTime(3), text),
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
        bool equal = true;
        Same("stat", "SUCCESS", state.GetProperty("stat").ToString());
        foreach (var (column, value) in _totals.Figures())
            Same(column, value, state.GetProperty(column).ToString());
        string id = state.GetProperty("task_id").GetString()!;
        foreach (string table in _totals.Tables)
        {
            var (rows, checksum) = await tables.OfLabelsAsync(table, id);
            Same(table, $"{_totals.RowsOf(table)} rows, checksum {_checksums[table]}", $"{rows} rows, checksum {checksum}");
            var (made, sum) = await tables.OfProductionAsync(table, id);
            var (count, expected) = Production(table);
            Same("production of " + table, $"{count} rows, checksum {expected}", $"{made} rows, checksum {sum}");
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

    private void Note(ReferenceRow row)
    {
        _textBytes += Encoding.UTF8.GetByteCount(row.Match);
        long checksum = Checksum($"{row.Id}|{row.SourceAuthor}|{row.Panel}|{Time(row.Time)}|{row.Source}|{row.Match}");
        _checksums[row.Group] = _checksums.GetValueOrDefault(row.Group) + checksum;
    }

    private (long Count, long Checksum) Production(string table)
    {
        long count = 0,
            checksum = 0;
        foreach (var (author, panel, time) in _totals.Production(table))
        {
            count++;
            checksum += Checksum($"{author}|{panel}|{Time(time)}");
        }
        return (count, checksum);
    }

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
