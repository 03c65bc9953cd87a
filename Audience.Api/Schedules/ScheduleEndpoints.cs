using System.ComponentModel;
using Audience.Api.OpenApi;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Schedules;
using NJsonSchema.Annotations;

namespace Audience.Api.Schedules;

/// <summary>Labellings that are repeated.</summary>
public static class ScheduleEndpoints
{
    private const string IdText = "The schedule's id: 32 hexadecimal digits.";

    /// <summary>Adds the services.</summary>
    public static IServiceCollection AddSchedules(this IServiceCollection services) =>
        services.AddSingleton<ScheduleRequestReader>().AddSingleton<ScheduleActions>().AddSingleton<ScheduleDeleter>();

    /// <summary>Adds the endpoints.</summary>
    public static void MapSchedules(this IEndpointRouteBuilder app)
    {
        var schedules = app.MapGroup("/schedules").WithTags("Schedules");
        schedules
            .MapPost(
                "/",
                async (HttpContext http, ScheduleActions actions) =>
                    Results.Ok(await actions.AddAsync(await BodyAsync(http), http.RequestAborted))
            )
            .Reads<ScheduleRequest>()
            .Describe<Envelope<ScheduleSummary>>(
                "AddSchedule",
                "Add a schedule",
                "Repeats a labelling: its runs are tasks, each over the time since the end of the last one that went well, "
                    + "and LOOKBACK_HOURS before it. NAME, TASK and SINCE must be there."
            )
            .Fails(503);
        schedules
            .MapGet("/", async (HttpContext http, ScheduleActions actions) => Results.Ok(await actions.ListAsync(http.RequestAborted)))
            .Describe<Envelope<IReadOnlyList<ScheduleSummary>>>("ListSchedules", "List schedules", "The latest first.");
        schedules
            .MapGet(
                "/{schedule_id}",
                async ([Description(IdText)] string schedule_id, HttpContext http, ScheduleActions actions) =>
                    Results.Ok(await actions.FindAsync(schedule_id, http.RequestAborted))
            )
            .Describe<Envelope<ScheduleDetails>>("GetSchedule", "Look at a schedule", "What it is, how far it has come, and its runs.")
            .Fails(404);
        schedules
            .MapPatch(
                "/{schedule_id}",
                async ([Description(IdText)] string schedule_id, HttpContext http, ScheduleActions actions) =>
                    Results.Ok(await actions.ChangeAsync(schedule_id, await BodyAsync(http), http.RequestAborted))
            )
            .Reads<ScheduleRequest>()
            .Describe<Envelope<ScheduleSummary>>(
                "ChangeSchedule",
                "Change a schedule",
                "Changes what is sent. TASK replaces the definition as a whole, for runs that begin later. SINCE cannot be changed."
            )
            .Fails(404, 503);
        schedules
            .MapDelete(
                "/{schedule_id}",
                async (
                    [Description(IdText)] string schedule_id,
                    [Description("Whether the tasks of its runs are deleted, too."), JsonSchemaType(typeof(bool))] string? tasks,
                    HttpContext http,
                    ScheduleDeleter deleter
                ) => Results.Ok(await deleter.DeleteAsync(schedule_id, bool.TryParse(tasks, out bool all) && all, http.RequestAborted))
            )
            .Describe<Envelope<string>>(
                "DeleteSchedule",
                "Delete a schedule",
                "The tasks of its runs stay, and one that runs goes on, unless `tasks` is true."
            )
            .Fails(403, 404);
        schedules
            .MapPost(
                "/{schedule_id}/run/",
                async ([Description(IdText)] string schedule_id, HttpContext http, ScheduleActions actions) =>
                    Results.Ok(await actions.RunAsync(schedule_id, http.RequestAborted))
            )
            .Describe<Envelope<string>>("RunSchedule", "Run a schedule now", "Where a run is at hand, another follows it.")
            .Fails(403, 404);
        schedules
            .MapPost(
                "/{schedule_id}/backfill/",
                async ([Description(IdText)] string schedule_id, HttpContext http, ScheduleActions actions) =>
                    Results.Ok(await actions.BackfillAsync(schedule_id, await BodyAsync(http), http.RequestAborted))
            )
            .Reads<BackfillRequest>()
            .Describe<Envelope<string>>(
                "BackfillSchedule",
                "Label a range again",
                "As a run of its own, with the definition that the schedule has then; the watermark stays."
            )
            .Fails(404);
    }

    private static Task<RequestBody> BodyAsync(HttpContext http) => RequestBody.ReadAsync(http.Request, http.RequestAborted);
}
