using System.Data.Common;
using Audience.Api.Callbacks;
using Audience.Api.Commands;
using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Tasks;
using Audience.Contracts.Tasks.Comparisons;
using Audience.Data.Tasks;
using Audience.Hosting;
using Audience.Jobs.Comparisons;

namespace Audience.Api.Tasks.Comparisons;

/// <summary>Asks for comparisons of tasks, and tells of them.</summary>
public sealed class ComparisonActions(
    TaskTable tasks,
    TaskDefinitions definitions,
    ComparisonTable comparisons,
    TaskAnnouncer announcer,
    CallbackUrls callbacks,
    LocalClock clock
)
{
    /// <summary>Begins a comparison.</summary>
    /// <exception cref="ApiException">400: the tasks cannot be compared; 404: there is no such task.</exception>
    public async Task<Envelope<TaskComparison>> CreateAsync(RequestBody body, CancellationToken cancellationToken)
    {
        string before = body.Required("BEFORE"),
            after = body.Required("AFTER");
        string? callback = CallbackUrls.Read(body);
        body.Check();
        var id = Guid.NewGuid();
        var comparison = new TaskComparison
        {
            CompareId = TaskId.Format(id),
            Status = "queued",
            Before = TaskErrors.CheckId(before),
            After = TaskErrors.CheckId(after),
            CreateTime = clock.Now,
        };
        if (comparison.Before == comparison.After)
            throw TaskErrors.Bad($"BEFORE and AFTER are the same task {before}: it does not differ from itself");
        await callbacks.CheckAsync(callback, cancellationToken);
        try
        {
            await CheckAsync("BEFORE", comparison.Before, cancellationToken);
            await CheckAsync("AFTER", comparison.After, cancellationToken);
            if (!await comparisons.InsertAsync(comparison, callback, cancellationToken))
                throw TaskErrors.Bad("one of the tasks is being deleted: there is nothing to compare with");
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
        await announcer.TryTellAddedAsync(id);
        return new Envelope<TaskComparison> { ErrorCode = 200, ErrorMessage = comparison };
    }

    /// <summary>A comparison and how far it is.</summary>
    /// <exception cref="ApiException">404: there is none.</exception>
    public async Task<Envelope<TaskComparison>> FindAsync(string compareId, CancellationToken cancellationToken)
    {
        string id = TaskErrors.CheckId(compareId);
        try
        {
            var found =
                await comparisons.FindAsync(id, cancellationToken)
                ?? throw new ApiException(404, $"there is no comparison {id}; it goes when one of its tasks is deleted");
            return new Envelope<TaskComparison> { ErrorCode = 200, ErrorMessage = found };
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
    }

    private async Task CheckAsync(string field, string id, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(id, cancellationToken) ?? throw TaskErrors.Unknown(id);
        // A task that found nothing can be compared with one that did.
        if (task.ProdStat is not (ProdStat.Finish or ProdStat.NoData))
            throw TaskErrors.Bad(
                $"{field}: task {id} is not finished: its stat is {task.Stat} and its prod_stat {task.ProdStat ?? "null"}; "
                    + "only tasks whose prod_stat is finish or no_data can be compared"
            );
        if (await definitions.FindAsync(id, withSite: false, cancellationToken) is null)
            throw TaskErrors.Bad($"{field}: task {id} was made by an earlier version, which did not keep what it was to do");
    }
}
