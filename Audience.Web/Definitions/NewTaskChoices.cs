using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Definitions;

/// <summary>What there is to choose from in the form for a new task.</summary>
public sealed record NewTaskChoices
{
    private const int MaxModels = 200;

    /// <summary>Tables to label; null where the source cannot be looked into.</summary>
    public IReadOnlyList<SourceSummary>? Sources { get; init; }

    /// <summary>Why it cannot.</summary>
    public string? SourceMistake { get; init; }

    /// <summary>Posts per day of the source that was chosen, where they were asked for.</summary>
    public SourceTimeline? Timeline { get; init; }

    /// <summary>Why there are none.</summary>
    public string? TimelineMistake { get; init; }

    /// <summary>Data sets of rules.</summary>
    public IReadOnlyList<DataSetSummary> RuleSets { get; init; } = [];

    /// <summary>Data sets of documents.</summary>
    public IReadOnlyList<DataSetSummary> DocumentSets { get; init; } = [];

    /// <summary>Models that are ready.</summary>
    public IReadOnlyList<ModelStatus> Models { get; init; } = [];

    /// <summary>Asks the API.</summary>
    public static async Task<NewTaskChoices> AskAsync(AudienceClient api, CancellationToken cancellationToken)
    {
        var sources = SourcesAsync(api, cancellationToken);
        var sets = api.ListDataSetsAsync(cancellationToken);
        var models = api.ListModelsAsync(MaxModels, "finished", cancellationToken);
        var choices = await sources;
        return choices with
        {
            RuleSets = [.. (await sets).Where(s => s.TaskType == "rule_task")],
            DocumentSets = [.. (await sets).Where(s => s.TaskType != "rule_task")],
            Models = [.. await models],
        };
    }

    /// <summary>The same with a source's posts per day.</summary>
    /// <param name="api">The API.</param>
    /// <param name="source"><c>schema/table</c>; nothing is asked where it is neither.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<NewTaskChoices> WithTimelineAsync(AudienceClient api, string source, CancellationToken cancellationToken)
    {
        if (source.Split('/') is not [{ Length: > 0 } schema, { Length: > 0 } table])
            return this;
        try
        {
            var timeline = await api.GetSourceTimelineAsync(schema, table, cancellationToken: cancellationToken);
            return this with { Timeline = timeline.ErrorMessage };
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 404 or 503)
        {
            return this with { TimelineMistake = ApiMistakes.Of(e)[0].Text };
        }
    }

    private static async Task<NewTaskChoices> SourcesAsync(AudienceClient api, CancellationToken cancellationToken)
    {
        try
        {
            return new NewTaskChoices { Sources = [.. (await api.ListSourcesAsync(cancellationToken)).ErrorMessage] };
        }
        catch (AudienceException e) when (e.StatusCode == 503)
        {
            return new NewTaskChoices { SourceMistake = ApiMistakes.Of(e)[0].Text };
        }
    }
}
