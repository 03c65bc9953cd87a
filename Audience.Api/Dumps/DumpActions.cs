using System.Data.Common;
using Audience.Api.Callbacks;
using Audience.Api.Commands;
using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Dumps;
using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Dumps;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;

namespace Audience.Api.Dumps;

/// <summary>Asks for dumps, and tells of them.</summary>
public sealed class DumpActions(
    DumpRequestReader reader,
    OutputDatabase output,
    TaskTable tasks,
    DumpTable dumps,
    TaskAnnouncer announcer,
    CallbackUrls callbacks,
    AudienceSettings settings
)
{
    /// <summary>dump_tasks.</summary>
    public async Task<Envelope<DumpSummary>> CreateAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var dump = reader.Read(body);
        await callbacks.CheckAsync(dump.CallbackUrl, cancellationToken);
        try
        {
            await CheckAsync(dump, cancellationToken);
            if (!await dumps.InsertAsync(dump, cancellationToken))
                throw TaskErrors.Bad("a task of TASK_IDS is being deleted: leave it out");
        }
        catch (DbException e)
        {
            throw TaskErrors.NoOutput(e.Message, e);
        }
        try
        {
            await announcer.SendAsync(QueueNames.Dumps, new CreateDump(Guid.ParseExact(dump.DumpId, "N")));
        }
        catch (Exception e)
        {
            await WithdrawAsync(dump.DumpId, e);
        }
        return await FindAsync(dump.DumpId, cancellationToken);
    }

    /// <summary>A dump's status and files.</summary>
    public async Task<Envelope<DumpSummary>> FindAsync(string dumpId, CancellationToken cancellationToken)
    {
        string id = TaskErrors.CheckId(dumpId);
        try
        {
            var dump = await dumps.FindAsync(id, cancellationToken) ?? throw new ApiException(404, $"there is no dump {id}");
            return new Envelope<DumpSummary> { ErrorCode = 200, ErrorMessage = dump };
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
    }

    /// <summary>The path of a file of a dump.</summary>
    public async Task<string> FileAsync(string dumpId, string file, CancellationToken cancellationToken)
    {
        var dump = (await FindAsync(dumpId, cancellationToken)).ErrorMessage;
        // One of the names that the dump lists, so that no path can be smuggled in.
        if (dump.Files.FirstOrDefault(f => f.File == file) is not { } found)
            throw new ApiException(
                404,
                $"dump {dump.DumpId} has no file '{file}'; it is {dump.Status} and has: {string.Join(", ", dump.Files.Select(f => f.File))}"
            );
        string path = Path.GetFullPath(Path.Combine(settings.DumpDirectory, dump.Directory, found.File));
        return File.Exists(path)
            ? path
            : throw new ApiException(
                404,
                $"{dump.Directory}/{found.File} is not in DUMP_DIR of the API: API and label workers must share that directory"
            );
    }

    private async Task CheckAsync(DumpDefinition dump, CancellationToken cancellationToken)
    {
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

    // Returns where a worker has found the dump meanwhile: it is made, announced or not.
    private async Task WithdrawAsync(string dumpId, Exception reason)
    {
        bool withdrawn;
        try
        {
            withdrawn = await dumps.WithdrawAsync(dumpId, CancellationToken.None);
        }
        catch (DbException e)
        {
            throw NotStarted($"{reason.Message}; dump {dumpId} could not be taken back ({e.Message}) and starts by itself later", e);
        }
        if (withdrawn)
            throw NotStarted(reason.Message, reason);
    }

    private static ApiException NotStarted(string message, Exception reason) =>
        new(500, "failed to start a dump, additional error message: " + message, reason);
}
