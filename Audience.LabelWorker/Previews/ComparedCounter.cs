using Audience.Contracts.Tasks.Previews;
using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Labeling.RuleReports;
using Audience.LabelWorker.Chunks;

namespace Audience.LabelWorker.Previews;

/// <summary>Labels the posts of a sample with what the preview is compared with, and counts what differs.</summary>
internal sealed class ComparedCounter
{
    private static readonly PreviewChangedPosts s_nothing = new()
    {
        Posts = 0,
        RangePosts = 0,
        Rules = [],
        Examples = [],
    };
    private readonly IReadOnlyList<string> _labels,
        _labelsBefore;
    private readonly ColumnLabeler _before;
    private readonly LabelChanges _gained,
        _lost;

    /// <param name="task">What is previewed.</param>
    /// <param name="after">The same, which labels each post before it is added.</param>
    /// <param name="other">What it is compared with.</param>
    /// <param name="table">What is read of the posts, for both.</param>
    /// <param name="labels">What labels mean.</param>
    /// <param name="random">Chooses examples.</param>
    public ComparedCounter(TaskModel task, ColumnLabeler after, TaskModel other, PostTable table, LabelSettings labels, Random random)
    {
        (_labels, _labelsBefore) = (task.Whole.Labels, other.Whole.Labels);
        _before = new ColumnLabeler(other, table, new RuleReport(other.Whole, labels.ConflictGroups.Groups, labels.PanelNames.Of));
        _gained = new LabelChanges(task.Whole, after, _labelsBefore, _before, random);
        _lost = new LabelChanges(other.Whole, _before, _labels, after, random);
    }

    /// <summary>Counts a post.</summary>
    public void Add(Post post)
    {
        if (_before.HasText(post))
            _before.Label(post);
        else
            _before.Found.Clear();
        _gained.Add(post);
        _lost.Add(post);
    }

    /// <summary>What differs.</summary>
    /// <param name="taskId">The task that it is compared with; null of another PATTERN.</param>
    /// <param name="rangePosts">How many posts of the range follow from so many of the sample.</param>
    public PreviewComparison Answer(string? taskId, Func<long, long> rangePosts)
    {
        var before = _labelsBefore.Index().ToDictionary(label => label.Item, label => label.Index);
        return new PreviewComparison
        {
            TaskId = taskId,
            Labels =
            [
                .. _labels.Select((label, i) => Change(label, i, before.GetValueOrDefault(label, -1), rangePosts)),
                .. _labelsBefore.Except(_labels).Select(label => Change(label, -1, before[label], rangePosts)),
            ],
        };
    }

    private PreviewChange Change(string label, int after, int before, Func<long, long> rangePosts) =>
        new()
        {
            Label = label,
            Before = before < 0 ? 0 : _lost.All(before),
            After = after < 0 ? 0 : _gained.All(after),
            Gained = after < 0 ? s_nothing : _gained.Answer(after, rangePosts),
            Lost = before < 0 ? s_nothing : _lost.Answer(before, rangePosts),
        };
}
