using System.Data.Common;
using Audience.Api.Callbacks;
using Audience.Api.Errors;
using Audience.Data;
using Audience.Data.Servers;
using Audience.Data.Tasks;
using Audience.Hosting.Addresses;
using Audience.Hosting.Sources;
using MySqlConnector;

namespace Audience.Api.Tasks;

/// <summary>Checks a task against the servers that it needs.</summary>
public sealed class TaskChecks(PostSources sources, OutputDatabase output, CallbackUrls callbacks)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    /// <summary>Asks its source, the place of its results, and where its callback is to go.</summary>
    /// <exception cref="ApiException">400, 500 or 503: it could not run.</exception>
    public async Task RunAsync(TaskDefinition definition, CancellationToken cancellationToken)
    {
        await callbacks.CheckAsync(definition.CallbackUrl, cancellationToken);
        await CheckSourceAsync(definition, cancellationToken);
        await CheckOutputAsync(definition.OutputSchema, cancellationToken);
    }

    private async Task CheckSourceAsync(TaskDefinition definition, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_timeout);
        string? problem;
        try
        {
            problem = await sources.Open(definition).FindProblemAsync(timeout.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw TaskErrors.NotStarted($"the source database did not answer within {s_timeout.TotalSeconds} seconds", e);
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
