using System.Data.Common;
using Audience.Api.Commands;
using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Dumps;
using Audience.Contracts.Messages;
using Audience.Data.Dumps;
using Audience.Hosting.Settings;

namespace Audience.Api.Dumps;

/// <summary>Asks for dumps, and tells of them.</summary>
public sealed class DumpActions(
    DumpRequestReader reader,
    DumpChecks checks,
    DumpTable dumps,
    TaskAnnouncer announcer,
    AudienceSettings settings
)
{
    /// <summary>dump_tasks.</summary>
    public async Task<Envelope<DumpSummary>> CreateAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var dump = reader.Read(body);
        try
        {
            await checks.RunAsync(dump, cancellationToken);
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
