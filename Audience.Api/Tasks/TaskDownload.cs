using System.Data.Common;
using System.IO.Compression;
using System.Text;
using Audience.Data.Files;
using Audience.Data.Results;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Microsoft.AspNetCore.Http.Features;

namespace Audience.Api.Tasks;

/// <summary>Streams all rows of a task.</summary>
public sealed class TaskDownload(TaskSamples tasks, ResultExport export, AudienceSettings settings, ILogger<TaskDownload> log)
{
    /// <summary>Answers with the rows. Where they cannot be had to the end, the answer breaks off, so that the caller sees it.</summary>
    /// <exception cref="Errors.ApiException">The task or what is asked of it is not there; nothing was answered yet.</exception>
    public async Task RunAsync(string taskId, TaskDownloadQuery query, HttpContext http)
    {
        var rows = await FindAsync(TaskErrors.CheckId(taskId), query, http.RequestAborted);
        var response = http.Response;
        response.ContentType = query.Format switch
        {
            FileFormat.Csv => "text/csv; charset=utf-8",
            FileFormat.JsonLines => "application/x-ndjson",
            _ => "application/vnd.apache.parquet",
        };
        string name = $"{rows.TaskId}_{(rows.IsPanels ? "panels" : "labels")}.{query.Format.Name()}{(query.Gzip ? ".gz" : "")}";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        if (query.Gzip)
            response.ContentType = "application/gzip";
        // Parquet ends its file without asking whether that may wait.
        if (http.Features.Get<IHttpBodyControlFeature>() is { } body)
            body.AllowSynchronousIO = true;
        try
        {
            await WriteAsync(rows, query, response.Body, http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone.
        }
        catch (Exception e)
        {
            log.LogError(e, "The download of {TaskId} broke off", rows.TaskId);
            if (!response.HasStarted && e is DbException)
                throw TaskErrors.SampleFailed(e);
            http.Abort();
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
            return new ResultRows(id, schema, groups, query.IsPanels, panel);
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
    }

    private async Task WriteAsync(ResultRows rows, TaskDownloadQuery query, Stream body, CancellationToken cancellationToken)
    {
        await using var packed = query.Gzip ? new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true) : null;
        Stream to = packed ?? body;
        if (query.Format == FileFormat.Parquet)
        {
            await using var sink = await ParquetSink.CreateAsync(ResultExport.Columns, to, cancellationToken);
            await export.WriteAsync(rows, new PackedWriter(ResultExport.Columns), Take, cancellationToken);
            return;

            async Task Take(ByteBuffer buffer)
            {
                await sink.WriteAsync(buffer, cancellationToken);
                buffer.Clear();
            }
        }
        RowWriter writer =
            query.Format == FileFormat.Csv
                ? new CsvWriter(ResultExport.Columns, (byte)',', safe: !query.Raw)
                : new JsonLineWriter(ResultExport.Columns);
        if (query.Format == FileFormat.Csv)
            writer.Output.Add(Encoding.UTF8.Preamble);
        writer.Header();
        await export.WriteAsync(rows, writer, Pass, cancellationToken);

        async Task Pass(ByteBuffer buffer)
        {
            await to.WriteAsync(buffer.Bytes.AsMemory(0, buffer.Length), cancellationToken);
            buffer.Clear();
        }
    }
}
