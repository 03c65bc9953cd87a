using System.Data.Common;
using System.Globalization;
using Audience.Api.Errors;
using Audience.Contracts;
using Audience.Contracts.Sources;
using Audience.Data.Schema;
using Audience.Data.Sources;
using Audience.Hosting.Settings;
using Audience.Hosting.Sources;

namespace Audience.Api.Sources;

/// <summary>Answers what there is to label.</summary>
public sealed class SourceQueries(PostSources sources, AudienceSettings settings)
{
    private const string DefaultTable = "ts_page_content";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly ISourceCatalog _catalog = sources.Catalog();

    /// <summary>All tables that fit.</summary>
    public async Task<Envelope<IReadOnlyList<SourceSummary>>> ListAsync(CancellationToken cancellationToken)
    {
        var tables = await AskAsync(_catalog.ListAsync, cancellationToken);
        return new Envelope<IReadOnlyList<SourceSummary>>
        {
            ErrorCode = 200,
            ErrorMessage = [.. tables.Where(t => !IsOwn(t)).Select(Summary)],
        };
    }

    /// <summary>A table's posts over time.</summary>
    /// <exception cref="ApiException">400, 404 or 503.</exception>
    public async Task<Envelope<SourceTimeline>> TimelineAsync(
        string schema,
        string table,
        string? from,
        string? to,
        CancellationToken cancellationToken
    )
    {
        var (first, last) = (Day("from", from), Day("to", to));
        var timeline = await AskAsync(token => CountAsync(schema, table, first, last, token), cancellationToken);
        return new Envelope<SourceTimeline>
        {
            ErrorCode = 200,
            ErrorMessage = new SourceTimeline
            {
                InputSchema = schema,
                InputTable = table,
                DaysPerPoint = timeline.DaysPerPoint,
                Points =
                [
                    .. timeline.Points.Select(p => new SourceDay
                    {
                        Day = p.Day,
                        Posts = p.Posts,
                        IsExact = p.IsExact,
                    }),
                ],
            },
        };
    }

    private async Task<PostTimeline> CountAsync(
        string schema,
        string table,
        DateOnly? from,
        DateOnly? to,
        CancellationToken cancellationToken
    )
    {
        var found =
            await _catalog.FindAsync(schema, table, cancellationToken)
            ?? throw new ApiException(
                404,
                $"there is no table '{schema}.{table}' that a task could read; GET /sources/ lists those there are"
            );
        if (!found.HasTimeIndex)
            throw new ApiException(
                400,
                $"'{schema}.{table}' has no index on post_time, without which its posts cannot be counted by day: add one"
            );
        if (found.First is not { } first || found.Last is not { } last)
            return new PostTimeline(1, []);
        var (start, end) = (from ?? DateOnly.FromDateTime(first), to ?? After(DateOnly.FromDateTime(last)));
        if (start >= end)
            throw new ApiException(400, $"from {start:yyyy-MM-dd} must be earlier than to {end:yyyy-MM-dd}");
        return await _catalog.CountAsync(found, start, end, cancellationToken);
    }

    private static DateOnly After(DateOnly day) => day == DateOnly.MaxValue ? day : day.AddDays(1);

    private static DateOnly? Day(string name, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new ApiException(400, $"{name} '{text}' is no day such as 2020-01-01");

    private static async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            return await ask(timeout.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiException(503, $"the source database did not answer within {Timeout.TotalSeconds} seconds: try again", e);
        }
        catch (DbException e)
        {
            throw new ApiException(503, $"the source database cannot be read: {e.Message}", e);
        }
    }

    // A results' server may be the source's too: the documents of data sets look like posts.
    private bool IsOwn(SourceTable table) =>
        table.Schema == settings.Output.Schema && DocumentTables.All.Any(own => own.Name == table.Table);

    private SourceSummary Summary(SourceTable table) =>
        new()
        {
            InputSchema = table.Schema,
            InputTable = table.Table,
            IsDefault = table.Schema == settings.Input.Schema && table.Table == DefaultTable,
            PredictTypes = [.. table.TextColumns.Select(c => c == "author" ? "author_name" : c)],
            ApproximateRows = table.Rows,
            HasTimeIndex = table.HasTimeIndex,
            FirstPost = table.First,
            LastPost = table.Last,
        };
}
