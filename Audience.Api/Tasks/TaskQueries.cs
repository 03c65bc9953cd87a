using System.Data.Common;
using System.Globalization;
using Audience.Api.Errors;
using Audience.Api.Tasks.Explain;
using Audience.Contracts;
using Audience.Contracts.Tasks;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;

namespace Audience.Api.Tasks;

/// <summary>What reads tasks.</summary>
public sealed class TaskQueries(
    TaskTable tasks,
    TaskStatusCache statuses,
    TaskSamples samples,
    ExplainActions explain,
    AudienceSettings settings
)
{
    private const int DefaultLimit = 20,
        MaxLimit = 200;

    /// <summary>task_list.</summary>
    public async Task<TaskList> ListAsync(string? limit, TaskListQuery query, CancellationToken cancellationToken)
    {
        int count = DefaultLimit;
        if (
            limit is not null
            && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxLimit)
        )
            throw TaskErrors.Bad($"limit '{limit}' is not a whole number from 1 to {MaxLimit}");
        var filter = query.ToFilter();
        try
        {
            return new TaskList { Content = await tasks.ListAsync(count, filter, cancellationToken) };
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
    }

    /// <summary>check_status.</summary>
    public async Task<Envelope<TaskSummary>> StatusAsync(string taskId, CancellationToken cancellationToken)
    {
        string id = TaskErrors.CheckId(taskId);
        try
        {
            var task = await statuses.FindAsync(id, cancellationToken) ?? throw TaskErrors.Unknown(id);
            return new Envelope<TaskSummary> { ErrorCode = 200, ErrorMessage = task };
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
    }

    /// <summary>sample_result.</summary>
    public async Task<Envelope<IReadOnlyList<SampleRow>>> SampleAsync(string taskId, SampleQuery query, CancellationToken cancellationToken)
    {
        string id = TaskErrors.CheckId(taskId);
        try
        {
            var (schema, tables) = await samples.FindTablesAsync(id, cancellationToken) ?? throw TaskErrors.Unknown(id);
            if (query.Group is { } group && !tables.Contains(group))
                throw TaskErrors.Bad($"task {id} has no rows of the group '{group}': it has {string.Join(", ", tables)}");
            string[] asked = [.. tables.Where(table => query.Group is null || table == query.Group)];
            var rows = query.NeedsModel
                ? await SearchAsync(id, schema, asked, query, cancellationToken)
                : await DrawAsync(id, schema, asked, query.Limit, cancellationToken);
            if (rows.Count > 0 || query.Filters && tables.Count > 0)
                return new Envelope<IReadOnlyList<SampleRow>> { ErrorCode = 200, ErrorMessage = rows };
            var task = await statuses.FindAsync(id, cancellationToken);
            throw task?.ProdStat == ProdStat.NoData ? TaskErrors.NothingToSample(id) : TaskErrors.NoSample();
        }
        catch (DbException e)
        {
            throw TaskErrors.SampleFailed(e);
        }
    }

    private async Task<List<SampleRow>> DrawAsync(
        string id,
        string schema,
        IEnumerable<string> tables,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<SampleRow>();
        foreach (string table in tables)
            rows.AddRange(await samples.DrawAsync(id, schema, table, limit, cancellationToken) ?? throw TaskErrors.NoSample());
        return rows;
    }

    private async Task<List<SampleRow>> SearchAsync(
        string id,
        string schema,
        IReadOnlyList<string> tables,
        SampleQuery query,
        CancellationToken cancellationToken
    )
    {
        var task = await explain.FindAsync(id, cancellationToken);
        return await explain.RunAsync(
            TaskModelParts.Of(task),
            async explainer =>
            {
                var filter = new SampleFilter(query, explainer, settings.Labels);
                if (!query.Filters)
                    return (await DrawAsync(id, schema, tables, query.Limit, cancellationToken)).ConvertAll(filter.Explain);
                var rows = new List<SampleRow>();
                foreach (string table in tables)
                    rows.AddRange(
                        await samples.DrawAsync(id, schema, table, query.Limit, filter.Panel, filter.Takes, cancellationToken)
                            ?? throw TaskErrors.NoSample()
                    );
                return rows.ConvertAll(filter.Explain);
            },
            cancellationToken
        );
    }
}
