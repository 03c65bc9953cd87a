using Audience.Labeling.RuleReports;

namespace Audience.Local.Labels;

/// <summary>What is counted of a labelling; those of several threads add up.</summary>
internal sealed class LabelTallies(int labels, RuleReport? report)
{
    private const int MostProblems = 5;

    /// <summary>Rows that were read, and could be.</summary>
    public long Posts { get; private set; }

    /// <summary>Posts with at least one label.</summary>
    public long Labelled { get; private set; }

    /// <summary>Posts whose text is null: they get no label, as a task does not read them.</summary>
    public long NoText { get; set; }

    /// <summary>Texts with bytes that are no UTF-8, which were read as U+FFFD.</summary>
    public long BadText { get; set; }

    /// <summary>Times that could not be read.</summary>
    public long BadTime { get; set; }

    /// <summary>Fields of JSON objects that are none of the columns, so that they were not written.</summary>
    public long LeftOut { get; set; }

    /// <summary>Posts by label.</summary>
    public long[] ByLabel { get; } = new long[labels];

    /// <summary>Rows that could not be read, by what was wrong.</summary>
    public SortedDictionary<string, long> Skipped { get; } = new(StringComparer.Ordinal);

    /// <summary>The first of them, as file and line.</summary>
    public List<(long Line, string Text)> Problems { get; } = [];

    /// <summary>What rules did; null where they were not counted.</summary>
    public RuleReport? Report { get; } = report;

    /// <summary>Labels that were given.</summary>
    public long Rows => ByLabel.Sum();

    /// <summary>Counts a post.</summary>
    public void Add(ReadOnlySpan<int> labels)
    {
        Posts++;
        if (!labels.IsEmpty)
            Labelled++;
        foreach (int label in labels)
            ByLabel[label]++;
    }

    /// <summary>Counts a row that cannot be read.</summary>
    public void Skip(string file, long line, string problem)
    {
        Skipped[problem] = Skipped.GetValueOrDefault(problem) + 1;
        if (Problems.Count < MostProblems)
            Problems.Add((line, $"{file}, line {line}: {problem}"));
    }

    /// <summary>Adds those of another thread.</summary>
    public void Merge(LabelTallies other)
    {
        Posts += other.Posts;
        Labelled += other.Labelled;
        NoText += other.NoText;
        BadText += other.BadText;
        BadTime += other.BadTime;
        LeftOut += other.LeftOut;
        for (int label = 0; label < ByLabel.Length; label++)
            ByLabel[label] += other.ByLabel[label];
        foreach (var (problem, rows) in other.Skipped)
            Skipped[problem] = Skipped.GetValueOrDefault(problem) + rows;
        Problems.AddRange(other.Problems);
        Problems.Sort();
        if (Problems.Count > MostProblems)
            Problems.RemoveRange(MostProblems, Problems.Count - MostProblems);
        if (other.Report is { } report)
            Report?.Merge(report);
    }
}
