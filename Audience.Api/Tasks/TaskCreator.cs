using System.Data.Common;
using Audience.Api.Callbacks;
using Audience.Api.Commands;
using Audience.Api.Errors;
using Audience.Contracts.Messages;
using Audience.Data;
using Audience.Data.Models;
using Audience.Data.Servers;
using Audience.Data.Tasks;
using Audience.Hosting;
using Audience.Hosting.Addresses;
using Audience.Hosting.Sources;
using Audience.Jobs.Tasks;
using MySqlConnector;

namespace Audience.Api.Tasks;

/// <summary>Checks a task against the servers, writes it down and announces it; or does none of it.</summary>
public sealed class TaskCreator(
    PostSources sources,
    OutputDatabase output,
    TaskTable tasks,
    TaskChanges changes,
    TaskAnnouncer announcer,
    CallbackUrls callbacks,
    LocalClock clock
)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Creates the task.</summary>
    /// <exception cref="Errors.ApiException">400, 500 or 503; the task does not exist then.</exception>
    public async Task CreateAsync(TaskDefinition definition, CancellationToken cancellationToken)
    {
        await CheckAsync(definition, cancellationToken);
        if (!await InsertAsync(definition, cancellationToken))
            throw TaskErrors.Bad($"TASK_ID {definition.TaskId} is in use: leave it out, or choose another");
        try
        {
            // From here on it does not matter whether the caller still waits: the task is announced, or taken back.
            await announcer.SendAsync(new CreateTask(Guid.ParseExact(definition.TaskId, "N")));
        }
        catch (Exception e)
        {
            await WithdrawAsync(definition.TaskId, e);
        }
    }

    /// <summary>Checks a task against the servers.</summary>
    /// <exception cref="Errors.ApiException">400, 500 or 503: it could not run.</exception>
    public async Task CheckAsync(TaskDefinition definition, CancellationToken cancellationToken)
    {
        await callbacks.CheckAsync(definition.CallbackUrl, cancellationToken);
        await CheckSourceAsync(definition, cancellationToken);
        await CheckOutputAsync(definition.OutputSchema, cancellationToken);
    }

    private async Task<bool> InsertAsync(TaskDefinition definition, CancellationToken cancellationToken)
    {
        try
        {
            return await tasks.InsertAsync(definition, clock.Now, cancellationToken);
        }
        catch (ModelGoneException e)
        {
            throw TaskErrors.Bad(e.Message);
        }
        catch (DbException e)
        {
            throw TaskErrors.NoOutput(e.Message, e);
        }
    }

    // Returns where a worker has found the task meanwhile: it runs, announced or not.
    private async Task WithdrawAsync(string taskId, Exception reason)
    {
        bool withdrawn;
        try
        {
            withdrawn = await changes.WithdrawAsync(taskId, CancellationToken.None);
        }
        catch (DbException e)
        {
            throw TaskErrors.NotStarted(
                $"{reason.Message}; task {taskId} could not be taken back ({e.Message}) "
                    + "and starts by itself later: abort it where it should not",
                e
            );
        }
        if (withdrawn)
            throw TaskErrors.NotStarted(reason.Message, reason);
    }

    private async Task CheckSourceAsync(TaskDefinition definition, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        string? problem;
        try
        {
            problem = await sources.Open(definition).FindProblemAsync(timeout.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw TaskErrors.NotStarted($"the source database did not answer within {Timeout.TotalSeconds} seconds", e);
        }
        catch (Exception e) when (e is HostRefusedException or UnsupportedAccountException)
        {
            throw TaskErrors.Bad(e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw TaskErrors.NotStarted(e.Message, e);
        }
        if (problem is not null)
            throw TaskErrors.Bad(problem);
    }

    private async Task CheckOutputAsync(string schema, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await output.OpenAsync(cancellationToken);
            bool exists =
                schema == output.Schema
                || connection is MySqlConnection && await MySqlSchemas.ExistsAsync(connection, schema, cancellationToken);
            if (!exists)
                throw TaskErrors.NoOutput($"there is no schema '{schema}' that results could go to");
        }
        catch (DbException e)
        {
            throw TaskErrors.NoOutput(e.Message, e);
        }
    }
}
