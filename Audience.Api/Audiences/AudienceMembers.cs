using Audience.Api.Errors;
using Audience.Contracts.Tasks;
using Audience.Data.Audiences;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Labeling;

namespace Audience.Api.Audiences;

/// <summary>Finds what the ids of OF stand for.</summary>
public sealed class AudienceMembers(
    TaskTable tasks,
    TaskSamples samples,
    TaskDefinitions definitions,
    TaskModelLoader models,
    AudienceSettings settings
)
{
    /// <summary>What the ids stand for, each with those of its source groups that are asked for.</summary>
    /// <exception cref="ApiException">404: a task is not there; 400: it is not finished, or has no such source group.</exception>
    public async Task<IReadOnlyList<AudienceMember>> FindAsync(AudienceQuestion question, CancellationToken cancellationToken)
    {
        List<AudienceMember> members = [];
        foreach (string id in question.Of)
            members.Add(await FindAsync(id, cancellationToken));
        var known = members.SelectMany(m => m.Groups).ToHashSet(StringComparer.Ordinal);
        if (question.Groups.FirstOrDefault(g => !known.Contains(g)) is { } group)
        {
            string names = string.Join(", ", known.Order(StringComparer.Ordinal).DefaultIfEmpty("none"));
            throw TaskErrors.Bad($"GROUPS: the tasks have no source group '{group}', only {names}");
        }
        return question.Groups.Count == 0
            ? members
            : [.. members.Select(m => m with { Groups = [.. m.Groups.Where(question.Groups.Contains)] })];
    }

    /// <summary>Whether tasks know of a panel that none of their authors has: a label of theirs would give it.</summary>
    public async Task<bool> KnowAsync(string panel, IReadOnlyList<AudienceMember> members, CancellationToken cancellationToken)
    {
        foreach (var member in members)
            if (
                await definitions.FindAsync(member.TaskId, withSite: false, cancellationToken) is { } definition
                && (await LabelsAsync(definition, cancellationToken)).Any(label => settings.Labels.PanelNames.Of(label) == panel)
            )
                return true;
        return false;
    }

    private async Task<AudienceMember> FindAsync(string id, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(id, cancellationToken) ?? throw TaskErrors.Unknown(id);
        if (task.ProdStat != ProdStat.Finish)
            throw TaskErrors.Bad(
                $"task {id} is not finished: its stat is {task.Stat} and its prod_stat {task.ProdStat ?? "null"}; "
                    + "audiences are made of tasks whose prod_stat is finish"
            );
        var (schema, groups) = await samples.FindTablesAsync(id, cancellationToken) ?? throw TaskErrors.Unknown(id);
        return new AudienceMember(id, schema, groups);
    }

    // What its models are is not known any more where one of them is gone, or was made by an earlier version.
    private async Task<IEnumerable<string>> LabelsAsync(TaskDefinition definition, CancellationToken cancellationToken)
    {
        try
        {
            return (await models.LoadAsync(definition, cancellationToken)).Whole.Labels;
        }
        catch (Exception e) when (e is InvalidOperationException or PatternException)
        {
            return [];
        }
    }
}
