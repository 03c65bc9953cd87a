using System.Text.Json;

namespace Audience.Local.Import;

/// <summary>What an import did.</summary>
internal sealed class ImportFigures
{
    private const int MostProblems = 5;

    /// <summary>Rows that were read.</summary>
    public long Read { get; set; }

    /// <summary>Posts that were added.</summary>
    public long Imported { get; set; }

    /// <summary>Posts whose id was made.</summary>
    public long MadeIds { get; set; }

    /// <summary>Rows that were left out, by reason.</summary>
    public SortedDictionary<string, long> Skipped { get; } = new(StringComparer.Ordinal);

    /// <summary>The first of them.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Posts that were there already.</summary>
    public long Known => Read - Imported - Skipped.Values.Sum();

    /// <summary>Counts a row that is left out.</summary>
    public void Skip(string file, long line, string reason)
    {
        Skipped[reason] = Skipped.GetValueOrDefault(reason) + 1;
        if (Problems.Count < MostProblems)
            Problems.Add($"{file}, line {line}: {reason}");
    }

    /// <summary>Shows them.</summary>
    public void Show(bool json, string table, TimeSpan duration)
    {
        double seconds = Math.Round(duration.TotalSeconds, 3);
        if (json)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        table,
                        read = Read,
                        imported = Imported,
                        already_there = Known,
                        made_ids = MadeIds,
                        skipped = Skipped,
                        problems = Problems,
                        seconds,
                    }
                )
            );
            return;
        }
        foreach (string problem in Problems)
            Console.WriteLine(problem);
        foreach (var (reason, rows) in Skipped)
            Console.WriteLine($"{rows:N0} rows skipped: {reason}");
        if (MadeIds > 0)
            Console.WriteLine($"{MadeIds:N0} posts got an id made of their other columns");
        Console.WriteLine($"{Imported:N0} posts imported into {table} in {seconds:N2} s; {Known:N0} were there already");
    }
}
