using System.Data.Common;
using Audience.Api.Downloads;
using Audience.Api.Errors;
using Audience.Data.Exports;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;

namespace Audience.Api.Tasks;

/// <summary>Streams all rows of a task.</summary>
public sealed class TaskDownload(
    TaskSamples tasks,
    TaskDefinitions definitions,
    ResultExport export,
    AudienceSettings settings,
    ILogger<TaskDownload> log
)
{
    /// <summary>Answers with the rows. Where they cannot be had to the end, the answer breaks off, so that the caller sees it.</summary>
    /// <exception cref="Errors.ApiException">The task or what is asked of it is not there; nothing was answered yet.</exception>
    public async Task RunAsync(string taskId, TaskDownloadQuery query, HttpContext http)
    {
        var rows = await FindAsync(TaskErrors.CheckId(taskId), query, http.RequestAborted);
        string name = $"{rows.TaskId}_{(rows.IsPanels ? "panels" : "labels")}";
        try
        {
            await new RowFile(name, ResultExport.Columns(rows), query.Format, query.Gzip, query.Raw).AnswerAsync(
                http,
                (writer, flush, cancellationToken) => export.WriteAsync(rows, writer, flush, cancellationToken),
                e => log.LogError(e, "The download of {TaskId} broke off", rows.TaskId)
            );
        }
        catch (DbException e)
        {
            throw TaskErrors.SampleFailed(e);
        }
    }

    private async Task<ResultRows> FindAsync(string id, TaskDownloadQuery query, CancellationToken cancellationToken)
    {
        try
        {
            var (schema, groups) = await tasks.FindTablesAsync(id, cancellationToken) ?? throw TaskErrors.Unknown(id);
            if (query.Group is { } group)
                groups = groups.Contains(group)
                    ? [group]
                    : throw TaskErrors.Bad(
                        $"task {id} has no rows in group '{group}', only in {string.Join(", ", groups.DefaultIfEmpty("none"))}"
                    );
            string? panel =
                query.Label is not { } label ? null
                : label.StartsWith('/') ? label
                : settings.Labels.PanelNames.Of(label);
            bool hasScores = !query.IsPanels && await definitions.FindAsync(id, withSite: false, cancellationToken) is { Score: true };
            return new ResultRows(id, schema, groups, query.IsPanels, panel, hasScores);
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
    }
}
