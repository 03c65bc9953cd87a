using System.Buffers.Text;
using System.Runtime.InteropServices;
using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Labeling;
using Audience.Labeling.RuleReports;

namespace Audience.LabelWorker.Chunks;

/// <summary>Counts what labels and rules do in a chunk. Reused by later chunks of the same task; allocates nothing per post.</summary>
public sealed class ChunkReport(ILabelModel model, LabelSettings labels)
{
    private const int DayLength = 10;

    // By group: posts by label.
    private readonly Dictionary<SourceGroupBuffer, long[]> _groups = [];

    // Day number in the upper half, label in the lower.
    private readonly Dictionary<long, long> _days = [];
    private readonly byte[] _lastDay = new byte[DayLength];
    private int _lastDayNumber;
    private SourceGroupBuffer? _lastGroup;
    private long[] _lastCounts = [];

    /// <summary>Counts the rules that match.</summary>
    public RuleReport Rules { get; } = new(model, labels.ConflictGroups.Groups, labels.PanelNames.Of);

    /// <summary>Counts a label of a post.</summary>
    public void Add(SourceGroupBuffer group, Post post, int label)
    {
        if (group != _lastGroup)
        {
            _lastGroup = group;
            ref long[]? counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, group, out _);
            _lastCounts = counts ??= new long[model.Labels.Count];
        }
        _lastCounts[label]++;
        CollectionsMarshal.GetValueRefOrAddDefault(_days, ((long)Day(post.Time) << 32) | (uint)label, out _)++;
    }

    /// <summary>What was counted, as bytes of <see cref="RunFigures"/>.</summary>
    public byte[] ToBytes()
    {
        RunFigures figures = new() { Posts = Rules.Posts };
        foreach (LabelCounts label in Rules.Labels)
            figures.Of(label.Label).Posts = label.Posts;
        foreach (RuleCounts rule in Rules.Rules)
            figures.Of(rule.Label).Rules[rule.Rule] = new RuleFigures(rule.Posts, rule.Only, rule.Conflicts);
        foreach (PairCounts pair in Rules.Pairs)
            figures.Pairs[(pair.First, pair.Second)] = pair.Posts;
        foreach (var (group, counts) in _groups)
            for (int label = 0; label < counts.Length; label++)
                if (counts[label] > 0)
                    figures.Of(model.Labels[label]).Groups[group.Group] = counts[label];
        foreach (var (key, posts) in _days)
            figures.Of(model.Labels[(int)(uint)key]).Days[DateOnly.FromDayNumber((int)(key >> 32))] = posts;
        return figures.ToBytes();
    }

    /// <summary>Forgets what was counted.</summary>
    public void Clear()
    {
        Rules.Clear();
        _groups.Clear();
        _days.Clear();
        _lastGroup = null;
    }

    private int Day(ReadOnlySpan<byte> time)
    {
        var day = time[..DayLength];
        if (day.SequenceEqual(_lastDay))
            return _lastDayNumber;
        day.CopyTo(_lastDay);
        return _lastDayNumber =
            Utf8Parser.TryParse(day[..4], out int year, out _)
            && Utf8Parser.TryParse(day.Slice(5, 2), out int month, out _)
            && Utf8Parser.TryParse(day.Slice(8, 2), out int number, out _)
                ? new DateOnly(year, month, number).DayNumber
                : throw new InvalidDataException($"'{System.Text.Encoding.UTF8.GetString(time)}' is not the time of a post");
    }
}
