using System.Collections.Concurrent;
using System.Text;
using Audience.Data.Authors;
using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Hosting.Sources;

namespace Audience.LabelWorker.Chunks;

/// <summary>A task made ready to label: its source opened, its model compiled.</summary>
/// <param name="Definition">What the task does.</param>
/// <param name="Source">Where its posts are.</param>
/// <param name="Model">What labels them.</param>
/// <param name="Panels">The panel of each label of the model, UTF-8.</param>
public sealed record CompiledTask(TaskDefinition Definition, IPostSource Source, TaskModel Model, IReadOnlyList<byte[]> Panels)
{
    private readonly ConcurrentBag<ChunkReport> _reports = [];

    /// <summary>What is read of its posts.</summary>
    public PostTable Table { get; } = PostSources.Table(Definition);

    /// <summary>The authors that chunks labelled here have left.</summary>
    public KnownAuthors Authors { get; private set; } = new();

    /// <summary>Begins them anew, for the sake of memory.</summary>
    public void ForgetAuthors() => Authors = new KnownAuthors();

    /// <summary>What counts its rules; null where the task is not reported on. Give it back when the chunk is done.</summary>
    public ChunkReport? TakeReport(LabelSettings labels) =>
        !Definition.RuleReport ? null
        : _reports.TryTake(out ChunkReport? report) ? report
        : new ChunkReport(Model.Whole, labels);

    /// <summary>Takes back a report, for a later chunk.</summary>
    public void Return(ChunkReport? report)
    {
        if (report is null)
            return;
        report.Clear();
        _reports.Add(report);
    }

    public static CompiledTask Create(TaskDefinition definition, IPostSource source, TaskModel model, LabelSettings labels) =>
        new(definition, source, model, [.. model.Whole.Labels.Select(l => Encoding.UTF8.GetBytes(labels.PanelNames.Of(l)))]);
}
