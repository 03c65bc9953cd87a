using System.Diagnostics;
using Audience.Contracts.Tasks.Comparisons;
using Audience.Data;
using Audience.Data.Comparisons;
using Audience.Data.Dumps;
using Audience.Data.Production;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;

namespace Audience.LabelWorker.Comparisons;

/// <summary>Tells how two finished tasks differ. Memory does not grow with their authors; writes nothing.</summary>
public sealed class TaskComparer(OutputDatabase database, TaskDefinitions definitions, TaskModelLoader models, AudienceSettings settings)
{
    /// <summary>Compares two tasks.</summary>
    /// <param name="before">One.</param>
    /// <param name="after">The other.</param>
    /// <param name="random">Chooses examples.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TaskGoneException">One of them is deleted meanwhile.</exception>
    /// <exception cref="IOException">A temporary file cannot be written.</exception>
    public async Task<ComparisonResult> RunAsync(string before, string after, Random random, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        var (old, fresh) = (await LoadAsync(before, cancellationToken), await LoadAsync(after, cancellationToken));
        var (oldRows, freshRows) = (await RowsAsync(before, cancellationToken), await RowsAsync(after, cancellationToken));
        var rules = RuleChanges.Of(old.Rules, fresh.Rules);
        using var gains = new RuleDecisions(fresh, [.. rules.Added, .. rules.Changed.Select(c => c.After)]);
        using var losses = new RuleDecisions(old, [.. rules.Removed, .. rules.Changed.Select(c => c.Before)]);
        ChangedAuthors examples = new(random);
        List<ComparedGroup> groups = [];
        foreach (string group in oldRows.Keys.Union(freshRows.Keys).Order(StringComparer.Ordinal))
        {
            var (left, right) = (oldRows.GetValueOrDefault(group), freshRows.GetValueOrDefault(group));
            groups.Add(await CompareAsync(group, left, right, gains, losses, examples, cancellationToken));
            if (right is not null)
                await gains.DecideAsync(right, cancellationToken);
            if (left is not null)
                await losses.DecideAsync(left, cancellationToken);
        }
        foreach (var (group, rows) in oldRows)
            await examples.ReadTextsAsync(group, rows, old, false, cancellationToken);
        foreach (var (group, rows) in freshRows)
            await examples.ReadTextsAsync(group, rows, fresh, true, cancellationToken);
        return new ComparisonResult
        {
            Groups = groups,
            Definition = DefinitionChanges.Of(old.Task, fresh.Task, rules, gains, losses),
            Gained = examples.Gained,
            Lost = examples.Lost,
            Moved = examples.Moved,
            Seconds = Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3),
        };
    }

    private static async Task<ComparedGroup> CompareAsync(
        string group,
        RunRows? before,
        RunRows? after,
        RuleDecisions gains,
        RuleDecisions losses,
        ChangedAuthors examples,
        CancellationToken cancellationToken
    )
    {
        PanelNumbers panels = new();
        using var authors = new AuthorCodes();
        long[] labelRows = [0, 0];
        foreach (var (rows, isAfter) in new[] { (before, false), (after, true) })
        {
            if (rows is null)
                continue;
            labelRows[isAfter ? 1 : 0] = await rows.CountLabelRowsAsync(cancellationToken);
            await rows.ReadMembersAsync(panel => PanelChanges.Code(panels.Of(panel), isAfter), authors.Add, cancellationToken);
        }
        PanelChanges changes = new(panels);
        authors.Visit(
            (author, codes) =>
            {
                changes.Add(codes);
                var (lost, gained) = (changes.Lost, changes.Gained);
                if (lost.Count + gained.Count == 0)
                    return;
                foreach (int panel in lost)
                    losses.Add(author, panels.Names[panel]);
                foreach (int panel in gained)
                    gains.Add(author, panels.Names[panel]);
                examples.Add(
                    group,
                    author,
                    lost.Count > 0 ? panels.Names[lost[0]] : null,
                    gained.Count > 0 ? panels.Names[gained[0]] : null
                );
            },
            cancellationToken
        );
        return changes.Result(group, labelRows[0], labelRows[1]);
    }

    private async Task<ComparedRun> LoadAsync(string taskId, CancellationToken cancellationToken) =>
        await ComparedRun.LoadAsync(
            await definitions.FindAsync(taskId, cancellationToken) ?? throw new TaskGoneException($"task {taskId} does not exist any more"),
            models,
            settings.Labels.PanelNames.Of,
            cancellationToken
        );

    private async Task<Dictionary<string, RunRows>> RowsAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            var task = (await DumpedTasks.ResultsAsync(database, connection, null, [taskId], cancellationToken))[0];
            return task.SourceGroups.ToDictionary(group => group, group => new RunRows(database, taskId, task.Schema, group));
        }
        catch (InvalidOperationException)
        {
            throw new TaskGoneException($"task {taskId} does not exist any more");
        }
    }
}
