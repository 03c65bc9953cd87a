using Audience.Api.Callbacks;
using Audience.Api.Errors;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Dumps;
using Audience.Data.Tasks;

namespace Audience.Api.Dumps;

/// <summary>What has to hold of a dump that is asked for, besides the form of the request.</summary>
public sealed class DumpChecks(OutputDatabase output, TaskTable tasks, CallbackUrls callbacks)
{
    /// <summary>Checks where its callback is to go, its schemas, and that its tasks are finished.</summary>
    /// <exception cref="ApiException">400: it cannot be made.</exception>
    /// <exception cref="System.Data.Common.DbException">The output server cannot be asked.</exception>
    public async Task RunAsync(DumpDefinition dump, CancellationToken cancellationToken)
    {
        await callbacks.CheckAsync(dump.CallbackUrl, cancellationToken);
        await using var connection = await output.OpenAsync(cancellationToken);
        foreach (var (field, schema) in new[] { ("INPUT_DATABASE", dump.InputDatabase), ("OUTPUT_DATABASE", dump.OutputDatabase) })
            if (schema is not null && !await output.Dialect.SchemaExistsAsync(connection, schema, cancellationToken))
                throw TaskErrors.Bad($"{field}: there is no schema '{schema}' on the output server, or its user may not see it");
        foreach (string id in dump.TaskIds)
        {
            var task = await tasks.FindAsync(id, cancellationToken) ?? throw TaskErrors.Unknown(id);
            if (task.ProdStat != ProdStat.Finish)
                throw TaskErrors.Bad(
                    $"task {id} is not finished: its stat is {task.Stat} and its prod_stat "
                        + $"{task.ProdStat ?? "null"}; only tasks whose prod_stat is finish can be dumped"
                );
        }
        foreach (var task in await DumpedTasks.ResultsAsync(output, connection, null, dump.TaskIds, cancellationToken))
            if (task.Schema == dump.InputDatabase)
                throw TaskErrors.Bad(
                    $"INPUT_DATABASE '{task.Schema}' is where task {task.TaskId} wrote its panels: last year's must be in another schema"
                );
    }
}
