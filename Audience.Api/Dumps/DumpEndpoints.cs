using System.ComponentModel;
using Audience.Api.Audit;
using Audience.Api.OpenApi;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Dumps;

namespace Audience.Api.Dumps;

/// <summary>dump_tasks.</summary>
public static class DumpEndpoints
{
    private const string IdText = "The dump's id: 32 hexadecimal digits.";

    /// <summary>Adds the endpoints.</summary>
    public static void MapDumps(this IEndpointRouteBuilder app)
    {
        var dumps = app.MapGroup("/tasks/dump").WithTags("Dumps");

        dumps
            .MapPost(
                "/",
                async (HttpContext http, DumpActions actions) =>
                {
                    var body = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
                    var dump = await actions.CreateAsync(body, http.RequestAborted);
                    AuditNotes.About(http, dump.ErrorMessage.DumpId);
                    return Results.Ok(dump);
                }
            )
            .Reads<CreateDumpRequest>()
            .Describe<Envelope<DumpSummary>>(
                "DumpTasks",
                "Dump finished tasks",
                "Merges the production rows of finished tasks with last year's panels "
                    + "into tables and zip files. Returns at once with the dump's id."
            )
            .Fails(404, 503);

        dumps
            .MapGet(
                "/{dump_id}",
                async ([Description(IdText)] string dump_id, HttpContext http, DumpActions actions) =>
                    Results.Ok(await actions.FindAsync(dump_id, http.RequestAborted))
            )
            .Describe<Envelope<DumpSummary>>("GetDump", "Check a dump", "How far the dump is, and which of its files are ready.")
            .Fails(404);

        dumps
            .MapGet(
                "/{dump_id}/{file}",
                async (
                    [Description(IdText)] string dump_id,
                    [Description("A file that the dump lists: wh_panel_mapping_fb.zip.")] string file,
                    HttpContext http,
                    DumpActions actions
                ) =>
                    Results.File(
                        await actions.FileAsync(dump_id, file, http.RequestAborted),
                        "application/zip",
                        file,
                        enableRangeProcessing: true
                    )
            )
            .Downloads("DownloadDump", "Download a dump's file", "A zip with one SQL file that MySQL and MariaDB load.", "application/zip")
            .Fails(404);
    }
}
