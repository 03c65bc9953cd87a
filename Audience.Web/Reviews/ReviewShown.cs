using Audience.Client;
using Audience.Web.Definitions;
using Audience.Web.Serving;

namespace Audience.Web.Reviews;

/// <summary>What a review shows.</summary>
public sealed record ReviewShown
{
    // The one that is judged, and those that come after it.
    private const int Listed = 20,
        MaxNext = 200;

    /// <summary>The data set.</summary>
    public required DataSetDetails Set { get; init; }

    /// <summary>What is asked for.</summary>
    public required ReviewQuery Query { get; init; }

    /// <summary>The set's labels.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Documents whose labels are probably wrong; null of the other kind, and where a mistake is said.</summary>
    public SuspectList? Suspects { get; init; }

    /// <summary>Posts that are worth labelling; null likewise, and before a place is chosen.</summary>
    public NextList? Next { get; init; }

    /// <summary>Where posts can be looked for: a value and a text each.</summary>
    public IReadOnlyList<(string Value, string Text)> Places { get; init; } = [];

    /// <summary>What was wrong with the last answer or question.</summary>
    public string? Mistake { get; init; }

    /// <summary>The search's state; null where there is none.</summary>
    public string? Status => Suspects?.Status ?? Next?.Status;

    /// <summary>Whether it is still searching.</summary>
    public bool IsBusy => Status is "started";

    /// <summary>Asks the API.</summary>
    public static async Task<ReviewShown> AskAsync(AudienceClient api, ReviewQuery query, CancellationToken cancellationToken)
    {
        var set = await api.GetDataSetAsync(query.Set, cancellationToken);
        var labels = api.CountLabelsAsync(query.Set, cancellationToken);
        var shown = new ReviewShown { Set = set, Query = query };
        if (query.Kind == "next")
        {
            var places = PlacesAsync(api, query, cancellationToken);
            var next = query.From.Length == 0 ? default : await Ask.TryAsync(() => NextAsync(api, query, cancellationToken));
            shown = shown with { Next = next.Answer, Mistake = next.Mistake, Places = await places };
        }
        else
        {
            var (suspects, mistake) = await Ask.TryAsync(() =>
                api.ListSuspectsAsync(query.Set, query.Feature, query.Skipped + Listed, cancellationToken)
            );
            shown = shown with { Suspects = suspects, Mistake = mistake };
        }
        return shown with { Labels = [.. (await labels).Select(l => l.Label).Distinct()] };
    }

    private static Task<NextList> NextAsync(AudienceClient api, ReviewQuery query, CancellationToken cancellationToken) =>
        api.ListNextAsync(query.Set, query.From, Math.Min(query.Skipped + Listed, MaxNext), query.Feature, cancellationToken);

    private static async Task<IReadOnlyList<(string, string)>> PlacesAsync(
        AudienceClient api,
        ReviewQuery query,
        CancellationToken cancellationToken
    )
    {
        var tasks = api.ListTasksAsync(Listed, cancellationToken: cancellationToken);
        var choices = await NewTaskChoices.AskAsync(api, cancellationToken);
        List<(string Value, string Text)> places =
        [
            .. (choices.Sources ?? []).Select(s => ($"{s.InputSchema}.{s.InputTable}", $"{s.InputSchema}.{s.InputTable}")),
            .. (await tasks).Content.Select(t => (t.TaskId, $"{t.TaskId[..8]} · {t.ModelType} · {t.DateRange}")),
        ];
        // An address may name another one.
        if (query.From.Length > 0 && places.All(p => p.Value != query.From))
            places.Insert(0, (query.From, query.From));
        return places;
    }
}
