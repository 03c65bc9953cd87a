using System.Text;
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
        MostExamplesOfAll = 4000,
        MostText = 1000,
        MostMatches = 20,
        MostSpans = 20;
    private readonly ILabelModel _model;
    private readonly ColumnLabeler _columns;
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
        var model = _model = task.Whole;
        Report = new RuleReport(model, labels.ConflictGroups.Groups, labels.PanelNames.Of);
        int count = model.Labels.Count;
        _columns = new ColumnLabeler(task, table, Report);
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
        for (; posts < run.Count && !IsCut; posts++)
        {
            Label(run[posts]);
            IsCut = !goOn();
        }
        Skipped += run.Skipped.Total;
        for (int label = 0; label < _hits.Length; label++)
            if (_hits[label] > 0)
                _sums[label].Add(posts, _hits[label]);
        Array.Clear(_hits);
        Totals = Totals.With(posts);
    }

    private void Label(Post post)
    {
        _columns.Label(post);
        int first = _found.Next(0);
        if (first < 0)
            return;
        var sourceAuthor = _sourceAuthor.Build(post.Source, post.Author);
        ulong author = SourceAuthor.Hash(sourceAuthor);
        for (int label = first; label >= 0; label = _found.Next(label + 1))
        {
            _hits[label]++;
            _authors[label].Add(author);
            if (_examples[label].Next() is >= 0 and var place)
                _examples[label].Keep(place, Example(post, sourceAuthor, label));
        }
        if (IsConflict(first) && Conflicts.Next() is >= 0 and var free)
            Conflicts.Keep(free, Example(post, sourceAuthor, first));
    }

    private bool IsConflict(int first)
    {
        for (int label = first; label >= 0; label = _found.Next(label + 1))
        for (int other = _found.Next(label + 1); other >= 0; other = _found.Next(other + 1))
            if (_conflictGroups[label] >= 0 && _conflictGroups[label] == _conflictGroups[other] && _panels[label] != _panels[other])
                return true;
        return false;
    }

    // The text is what the label was found in.
    private PreviewExample Example(Post post, ReadOnlySpan<byte> sourceAuthor, int label)
    {
        string text = Encoding.UTF8.GetString(_columns.TextOf(post, label));
        return new PreviewExample
        {
            Id = Encoding.UTF8.GetString(post.Id),
            SourceAuthor = Encoding.UTF8.GetString(sourceAuthor),
            PostTime = Encoding.UTF8.GetString(post.Time),
            Text = ShortText.Of(text, MostText),
            Labels = [.. _model.Labels.Where((_, i) => _found.Contains(i))],
            Matches = [.. _columns.Explain(label, text, MostSpans).Take(MostMatches).Select(PreviewAnswer.Of)],
        };
    }
}
