using System.Runtime.InteropServices;
using System.Text;
using Audience.Contracts.Tasks;
using Audience.Data.Datasets;
using Audience.Data.Documents;
using Audience.Data.Posts;
using Audience.Data.Sources;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Hosting.Sources;
using Audience.Jobs.Resilience;

namespace Audience.ModelWorker.Reviewing;

/// <summary>Some posts of a task's range, or of a table, by chance.</summary>
public sealed class PostSample(PostSources sources, SourceCircuits circuits, TaskDefinitions definitions, AudienceSettings settings)
{
    private const int Sample = 20_000,
        MostText = 4_000;
    private readonly PostBatchPool _pool = new();

    /// <summary>Reads the posts that a review chooses from.</summary>
    /// <exception cref="DatasetException">There is no such task or table, or it lacks the column.</exception>
    /// <exception cref="SourceAwayException">The source is away.</exception>
    public async Task<IReadOnlyList<NextPost>> ReadAsync(ReviewRow review, CancellationToken cancellationToken)
    {
        string column = Features.ColumnOf(review.Feature);
        var task = (await FindAsync(review.Place, cancellationToken)) with { PredictType = column };
        var source = sources.Open(task);
        int field = PostSources.Table(task).FieldOf(column);
        return await circuits.RunAsync(
            source.Name,
            source.IsTransient,
            async token =>
            {
                if (await source.FindProblemAsync(token) is { } problem)
                    throw new DatasetException(problem);
                // Of one review every attempt reads the same.
                var random = new Random(unchecked((int)Convert.ToUInt32(review.ReviewId[..8], 16)));
                var range = new PostRange(task.Start, task.End);
                var plan = await source.PlanSampleAsync(range, Sample, random, token);
                var posts = new List<NextPost>();
                await foreach (var batch in source.ReadSampleAsync(range, plan, _pool, token))
                {
                    for (int i = 0; i < batch.Count; i++)
                        if (!batch[i].IsNothing(field))
                            posts.Add(Post(batch[i], field));
                    _pool.Return(batch);
                }
                random.Shuffle(CollectionsMarshal.AsSpan(posts));
                return posts;
            },
            cancellationToken
        );
    }

    private static NextPost Post(Post post, int field)
    {
        string text = Encoding.UTF8.GetString(post.Field(field)).TrimEnd();
        return new NextPost
        {
            Id = Encoding.UTF8.GetString(post.Id),
            Source = Encoding.UTF8.GetString(post.Source),
            Author = Encoding.UTF8.GetString(post.Author),
            Time = Encoding.UTF8.GetString(post.Time),
            Text = text.Length <= MostText ? text : text[..(char.IsHighSurrogate(text[MostText - 1]) ? MostText - 1 : MostText)],
            Uncertainty = 0,
            Labels = [],
        };
    }

    private async Task<TaskDefinition> FindAsync(string place, CancellationToken cancellationToken)
    {
        if (TaskId.TryParse(place, out var id))
            return await definitions.FindAsync(TaskId.Format(id), cancellationToken)
                ?? throw new DatasetException($"there is no task {place}");
        var (schema, table) = SourceName.Parse(place) ?? throw new DatasetException($"'{place}' is neither a task nor a table");
        var found =
            await sources.Catalog().FindAsync(schema, table, cancellationToken)
            ?? throw new DatasetException($"there is no table '{place}' that a task could read");
        if (found.First is not { } first || found.Last is not { } last)
            throw new DatasetException(
                found.HasTimeIndex
                    ? $"'{place}' has no post"
                    : $"'{place}' has no index on post_time, which finding posts by chance needs: add one"
            );
        return new TaskDefinition
        {
            TaskId = "",
            ModelType = "",
            PredictType = "",
            Start = first,
            End = last.AddSeconds(1),
            DateRange = "",
            InputSchema = schema,
            InputTable = table,
            OutputSchema = settings.Output.Schema,
            Countdown = 0,
            Queue = "",
        };
    }
}
