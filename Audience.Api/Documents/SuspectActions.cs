using System.Text.Json;
using Audience.Api.Requests;
using Audience.Contracts.Documents;
using Audience.Data.Documents;
using Audience.Hosting;
using Audience.Jobs.Leases;
using Audience.Jobs.Reviews;

namespace Audience.Api.Documents;

/// <summary>Documents whose labels are probably wrong.</summary>
public sealed class SuspectActions(DataSetActions sets, ReviewTable reviews, ReviewStart start, DocumentReader documents, LocalClock clock)
{
    private const int DefaultLimit = 100,
        MaxLimit = 1_000;

    /// <summary>What was found, or how far the search is; where nobody has searched yet, a search begins.</summary>
    /// <exception cref="Errors.ApiException">400 or 404: something cannot be used, or there is no such set.</exception>
    public async Task<SuspectList> FindAsync(string id, string? predictType, string? limit, CancellationToken cancellationToken)
    {
        var set = await sets.RequireAsync(id, cancellationToken);
        string feature = ReviewQueries.Feature(predictType);
        int count = ReviewQueries.Count("limit", limit, DefaultLimit, MaxLimit);
        return await reviews.FindAsync(set.TaskId, Suspects.Kind, feature, "", cancellationToken) is { } review
            ? await AnswerAsync(set, review, count, cancellationToken)
            : await BeginAsync(set, feature, cancellationToken);
    }

    /// <summary>Searches anew, unless a search is at work.</summary>
    /// <exception cref="Errors.ApiException">400 or 404: something cannot be used, or there is no such set.</exception>
    public async Task<SuspectList> BeginAsync(string id, RequestBody body, CancellationToken cancellationToken)
    {
        var set = await sets.RequireAsync(id, cancellationToken);
        string? predictType = body.Text("PREDICT_TYPE");
        body.Check();
        return await BeginAsync(set, ReviewQueries.Feature(predictType), cancellationToken);
    }

    private async Task<SuspectList> BeginAsync(DataSetRow set, string feature, CancellationToken cancellationToken)
    {
        if (set.TaskType != DataSetRow.Learning)
            throw DocumentErrors.Bad($"data set {set.TaskId} is a {set.TaskType}: it has rules, and no documents to look through");
        var review = await start.RunAsync(WorkKind.Suspects, set.TaskId, feature, "", clock.Now, cancellationToken)
            ? await reviews.FindAsync(set.TaskId, Suspects.Kind, feature, "", cancellationToken)
            : null;
        return await AnswerAsync(set, review ?? throw DocumentErrors.NoSet(set.TaskId), DefaultLimit, cancellationToken);
    }

    private async Task<SuspectList> AnswerAsync(DataSetRow set, ReviewRow review, int limit, CancellationToken cancellationToken)
    {
        var found = review.Result is { } json ? JsonSerializer.Deserialize<Suspects>(json)! : new Suspects(0, 0, []);
        return new SuspectList
        {
            Status = review.Status,
            Progress = review.Progress,
            ErrorMessage = review.Error,
            PredictType = review.Feature,
            CreateTime = DocumentAnswers.Time(review.CreateTime),
            Outdated = set.UpdateTime > review.SetTime,
            Documents = found.Documents,
            Total = found.Total,
            Suspects = await ReadAsync(set, found, limit, cancellationToken),
        };
    }

    // Those that somebody has corrected since need no second look.
    private async Task<IReadOnlyList<SuspectDocument>> ReadAsync(
        DataSetRow set,
        Suspects found,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var shown = new List<SuspectDocument>();
        foreach (var some in found.Found.Chunk(MaxLimit))
        {
            var present = await documents.FindAsync([.. some.Select(suspect => suspect.Id)], cancellationToken);
            foreach (var suspect in some)
                if (present.TryGetValue(suspect.Id, out var document) && document.Labels.ToHashSet().SetEquals(suspect.Labels))
                    shown.Add(
                        new SuspectDocument
                        {
                            Document = DocumentAnswers.Of(set, document),
                            Doubt = suspect.Doubt,
                            SuggestedLabel = LabelCell.Join(suspect.Suggested, set.IsMultiLabel),
                        }
                    );
            if (shown.Count >= limit)
                break;
        }
        return [.. shown.Take(limit)];
    }
}
