using Audience.Contracts.Tasks.Previews;
using Audience.Data.Authors;
using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Labeling;
using Audience.Labeling.RuleReports;
using Audience.LabelWorker.Chunks;

namespace Audience.LabelWorker.Previews;

/// <summary>Labels the posts of a sample and counts what happens.</summary>
internal sealed class PreviewCounter
{
    private const int MostExamples = 20,
        MostExamplesOfAll = 4000;
    private readonly TaskModel _task;
    private readonly PostTable _table;
    private readonly LabelSettings _labels;
    private readonly ColumnLabeler _columns;
    private readonly ExampleMaker _maker;
    private readonly LabelSet _found;
    private readonly SourceAuthor _sourceAuthor = new();
    private readonly int[] _conflictGroups;
    private readonly string[] _panels;
    private readonly HashSet<ulong>[] _authors;
    private readonly Reservoir<PreviewExample>[] _examples;
    private readonly RunSums[] _sums;
    private readonly long[] _hits;

    /// <param name="task">Labels them.</param>
    /// <param name="table">What is read of them.</param>
    /// <param name="labels">What labels mean.</param>
    /// <param name="random">Chooses examples.</param>
    public PreviewCounter(TaskModel task, PostTable table, LabelSettings labels, Random random)
    {
        (_task, _table, _labels) = (task, table, labels);
        var model = task.Whole;
        Report = new RuleReport(model, labels.ConflictGroups.Groups, labels.PanelNames.Of);
        int count = model.Labels.Count;
        _columns = new ColumnLabeler(task, table, Report);
        _maker = new ExampleMaker(model, _columns);
        _found = _columns.Found;
        _panels = [.. model.Labels.Select(labels.PanelNames.Of)];
        _conflictGroups = [.. _panels.Select(labels.ConflictGroups.Of)];
        _authors = [.. model.Labels.Select(_ => new HashSet<ulong>())];
        int most = Math.Clamp(MostExamplesOfAll / Math.Max(count, 1), 1, MostExamples);
        _examples = [.. model.Labels.Select(_ => new Reservoir<PreviewExample>(most, random))];
        Conflicts = new Reservoir<PreviewExample>(MostExamples, random);
        (_sums, _hits) = (new RunSums[count], new long[count]);
    }

    /// <summary>What labels and rules did.</summary>
    public RuleReport Report { get; }

    /// <summary>Posts whose labels exclude each other.</summary>
    public Reservoir<PreviewExample> Conflicts { get; }

    /// <summary>The runs so far.</summary>
    public RunTotals Totals { get; private set; }

    /// <summary>Posts that were left out: without author, source or text, or of an impossible time.</summary>
    public long Skipped { get; private set; }

    /// <summary>Whether the time was over before all posts were labelled.</summary>
    public bool IsCut { get; private set; }

    /// <summary>What is counted of another model besides; null where nothing is.</summary>
    public ComparedCounter? Compared { get; private set; }

    /// <summary>Labels the posts that follow with another model, too, and counts what differs.</summary>
    public void CompareWith(TaskModel other, Random random) =>
        Compared = new ComparedCounter(_task, _columns, other, _table, _labels, random);

    /// <summary>The authors of a label's posts.</summary>
    public int Authors(int label) => _authors[label].Count;

    /// <summary>Posts of a label.</summary>
    public IReadOnlyList<PreviewExample> Examples(int label) => _examples[label].Kept;

    /// <summary>A label's share.</summary>
    public (double Share, double Low, double High) Share(int label, long rangePosts) => _sums[label].Estimate(Totals, rangePosts);

    /// <summary>Labels the posts of a run.</summary>
    /// <param name="run">The posts.</param>
    /// <param name="goOn">Asked after each post; once it says no, all others are left out.</param>
    public void Add(PostBatch run, Func<bool> goOn)
    {
        int posts = 0;
        for (int i = 0; i < run.Count && !IsCut; i++)
        {
            if (Label(run[i]))
                posts++;
            else
                Skipped++;
            Compared?.Add(run[i]);
            IsCut = !goOn();
        }
        Skipped += run.Skipped.Total;
        for (int label = 0; label < _hits.Length; label++)
            if (_hits[label] > 0)
                _sums[label].Add(posts, _hits[label]);
        Array.Clear(_hits);
        Totals = Totals.With(posts);
    }

    // False where there is nothing to label: posts are read for what this is compared with, too.
    private bool Label(Post post)
    {
        if (!_columns.HasText(post))
        {
            _found.Clear();
            return false;
        }
        _columns.Label(post);
        int first = _found.Next(0);
        if (first >= 0)
            Count(post, first);
        return true;
    }

    private void Count(Post post, int first)
    {
        ulong author = SourceAuthor.Hash(_sourceAuthor.Build(post.Source, post.Author));
        for (int label = first; label >= 0; label = _found.Next(label + 1))
        {
            _hits[label]++;
            _authors[label].Add(author);
            if (_examples[label].Next() is >= 0 and var place)
                _examples[label].Keep(place, _maker.Make(post, label));
        }
        if (IsConflict(first) && Conflicts.Next() is >= 0 and var free)
            Conflicts.Keep(free, _maker.Make(post, first));
    }

    private bool IsConflict(int first)
    {
        for (int label = first; label >= 0; label = _found.Next(label + 1))
        for (int other = _found.Next(label + 1); other >= 0; other = _found.Next(other + 1))
            if (_conflictGroups[label] >= 0 && _conflictGroups[label] == _conflictGroups[other] && _panels[label] != _panels[other])
                return true;
        return false;
    }
}
