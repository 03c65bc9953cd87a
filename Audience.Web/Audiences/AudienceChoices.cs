using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Audiences;

/// <summary>What an audience can be made of.</summary>
public sealed record AudienceChoices
{
    // More panels than that are typed; labels of more tasks are not looked up for a form.
    private const int MaxTasks = 50,
        MaxPanels = 60,
        MaxAsked = 20;

    /// <summary>The latest tasks that have panels.</summary>
    public IReadOnlyList<TaskSummary> Tasks { get; init; } = [];

    /// <summary>The panels of the chosen tasks with their posts, most first.</summary>
    public IReadOnlyList<(string Panel, long Posts)> Panels { get; init; } = [];

    /// <summary>Whether there are more panels than those.</summary>
    public bool HasMore { get; init; }

    /// <summary>The source groups of the chosen tasks.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Asks the API.</summary>
    public static async Task<AudienceChoices> AskAsync(AudienceClient api, AudienceQuery query, CancellationToken cancellationToken)
    {
        var tasks = api.ListTasksAsync(MaxTasks, "SUCCESS", cancellationToken: cancellationToken);
        var asked = query
            .Of.Take(MaxAsked)
            .Select(id => Ask.TryAsync(async () => (await api.GetTaskLabelsAsync(id, cancellationToken)).ErrorMessage));
        var labels = (await Task.WhenAll(asked)).SelectMany(a => a.Answer?.Labels ?? []).ToList();
        var panels = labels.GroupBy(l => "/" + l.Label).Select(g => (Panel: g.Key, Posts: g.Sum(l => l.Posts))).ToList();
        return new AudienceChoices
        {
            Tasks = [.. (await tasks).Content.Where(t => t.ProdStat == "finish")],
            Panels = [.. panels.OrderByDescending(p => p.Posts).Take(MaxPanels)],
            HasMore = panels.Count is 0 or > MaxPanels || query.Of.Count > MaxAsked,
            Groups = [.. labels.SelectMany(l => l.Groups).Select(g => g.Group).Distinct().Order(StringComparer.Ordinal)],
        };
    }
}
