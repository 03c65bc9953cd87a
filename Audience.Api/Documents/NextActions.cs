using System.Text.Json;
using Audience.Api.Requests;
using Audience.Contracts.Documents;
using Audience.Contracts.Tasks;
using Audience.Data.Datasets;
using Audience.Data.Documents;
using Audience.Data.Sources;
using Audience.Data.Tasks;
using Audience.Hosting;
using Audience.Jobs.Leases;
using Audience.Jobs.Reviews;

namespace Audience.Api.Documents;

/// <summary>Posts that are worth labelling next.</summary>
public sealed class NextActions(
    DataSetActions sets,
    ReviewTable reviews,
    ReviewStart start,
    DocumentReader documents,
    TaskTable tasks,
    LocalClock clock
)
{
    private const int DefaultCount = 20,
        MaxCount = 200;

    /// <summary>What was found, or how far the search is; where nobody has searched there yet, a search begins.</summary>
    /// <exception cref="Errors.ApiException">400 or 404: something cannot be used, or there is no such set or task.</exception>
    public async Task<NextList> FindAsync(string id, string? from, string? predictType, string? n, CancellationToken cancellationToken)
    {
        var set = await sets.RequireAsync(id, cancellationToken);
        string feature = ReviewQueries.Feature(predictType);
        int count = ReviewQueries.Count("n", n, DefaultCount, MaxCount);
        string place = await PlaceAsync(from, cancellationToken);
        return await reviews.FindAsync(set.TaskId, NextPosts.Kind, feature, place, cancellationToken) is { } review
            ? await AnswerAsync(set, review, count, cancellationToken)
            : await BeginAsync(set, feature, place, cancellationToken);
    }

    /// <summary>Searches anew, unless a search is at work.</summary>
    /// <exception cref="Errors.ApiException">400 or 404: something cannot be used, or there is no such set or task.</exception>
    public async Task<NextList> BeginAsync(string id, RequestBody body, CancellationToken cancellationToken)
    {
        var set = await sets.RequireAsync(id, cancellationToken);
        string from = body.Required("FROM");
        string? predictType = body.Text("PREDICT_TYPE");
        body.Check();
        string feature = ReviewQueries.Feature(predictType);
        return await BeginAsync(set, feature, await PlaceAsync(from, cancellationToken), cancellationToken);
    }

    private async Task<NextList> BeginAsync(DataSetRow set, string feature, string place, CancellationToken cancellationToken)
    {
        if (set.TaskType != DataSetRow.Learning)
            throw DocumentErrors.Bad($"data set {set.TaskId} is a {set.TaskType}: it has rules, and no documents to learn from");
        var review = await start.RunAsync(WorkKind.Next, set.TaskId, feature, place, clock.Now, cancellationToken)
            ? await reviews.FindAsync(set.TaskId, NextPosts.Kind, feature, place, cancellationToken)
            : null;
        return await AnswerAsync(set, review ?? throw DocumentErrors.NoSet(set.TaskId), DefaultCount, cancellationToken);
    }

    private async Task<NextList> AnswerAsync(DataSetRow set, ReviewRow review, int count, CancellationToken cancellationToken)
    {
        var found = review.Result is { } json ? JsonSerializer.Deserialize<NextPosts>(json)! : new NextPosts(0, 0, []);
        // Those that somebody has labelled since need no other label.
        var held = await documents.FindTextsAsync(
            set.TaskId,
            Features.ColumnOf(review.Feature),
            [.. found.Found.Select(post => post.Text)],
            cancellationToken
        );
        return new NextList
        {
            Status = review.Status,
            Progress = review.Progress,
            ErrorMessage = review.Error,
            From = review.Place,
            PredictType = review.Feature,
            CreateTime = DocumentAnswers.Time(review.CreateTime),
            Outdated = set.UpdateTime > review.SetTime,
            Documents = found.Documents,
            Looked = found.Looked,
            Posts = [.. found.Found.Where(post => !held.Contains(post.Text)).Take(count).Select(Item)],
        };
    }

    private async Task<string> PlaceAsync(string? from, CancellationToken cancellationToken)
    {
        if (from is not null && TaskId.TryParse(from, out var id))
        {
            string task = TaskId.Format(id);
            return await tasks.FindAsync(task, cancellationToken) is null ? throw DocumentErrors.NoRow("task", task) : task;
        }
        return from is not null && SourceName.Parse(from) is not null
            ? from
            : throw DocumentErrors.Bad(
                "from says where posts are looked for: the id of a task, or schema.table, such as wh_tiktok.ts_page_content"
            );
    }

    private static NextPostItem Item(NextPost post) =>
        new()
        {
            Id = post.Id,
            Source = post.Source,
            Author = post.Author,
            PostTime = post.Time,
            Text = post.Text,
            Uncertainty = post.Uncertainty,
            Labels = [.. post.Labels.Select(chance => new LabelProbability { Label = chance.Label, Probability = chance.Probability })],
        };
}
