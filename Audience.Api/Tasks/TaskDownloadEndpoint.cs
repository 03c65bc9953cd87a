using System.ComponentModel;
using Audience.Api.OpenApi;
using NJsonSchema.Annotations;

namespace Audience.Api.Tasks;

/// <summary>All rows of a task as a file.</summary>
public static class TaskDownloadEndpoint
{
    /// <summary>Adds the endpoint.</summary>
    public static void MapTaskDownload(this IEndpointRouteBuilder app) =>
        app.MapGroup("/tasks")
            .WithTags("Tasks")
            .MapGet(
                "/{task_id}/download/",
                async (
                    [Description("The task's id: 32 hexadecimal digits.")] string task_id,
                    [Description("labels (a row for each label of a post, the default) or panels (one for each author and panel).")]
                        string? rows,
                    [Description("Only this source group.")] string? group,
                    [Description("Only this label, or panel: female, /female.")] string? label,
                    [Description("csv (the default), jsonl or parquet.")] string? format,
                    [Description("Whether the file is packed by gzip."), JsonSchemaType(typeof(bool))] string? gzip,
                    [Description("CSV without the apostrophe before cells that begin with = + - @."), JsonSchemaType(typeof(bool))]
                        string? raw,
                    HttpContext http,
                    TaskDownload download
                ) => await download.RunAsync(task_id, TaskDownloadQuery.Read(rows, group, label, format, gzip, raw), http)
            )
            .Downloads(
                "DownloadTask",
                "Download a task's rows",
                "Streams all rows of the task, also while it runs: CSV (UTF-8 with a mark, cells that a spreadsheet would take for "
                    + "formulas behind an apostrophe), JSON lines or Parquet. Where it cannot be completed, the answer breaks off.",
                "application/octet-stream"
            )
            .Fails(404);
}
