using Audience.Api.Callbacks;
using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Api.Tasks;
using Audience.Contracts;
using Audience.Contracts.Schedules;
using Audience.Data.Models;
using Audience.Data.Schedules;
using Audience.Jobs.Schedules;

namespace Audience.Api.Schedules;

/// <summary>Shows and changes schedules.</summary>
public sealed class ScheduleActions(
    ScheduleRequestReader reader,
    ScheduleTable table,
    ScheduleQueries queries,
    ScheduleClock clock,
    TaskStatusCache statuses,
    CallbackUrls callbacks
)
{
    /// <summary>All of them, the latest first.</summary>
    public Task<Envelope<IReadOnlyList<ScheduleSummary>>> ListAsync(CancellationToken cancellationToken) =>
        ScheduleErrors.WithTablesAsync(async () =>
            Ok<IReadOnlyList<ScheduleSummary>>([.. (await queries.ListAsync(cancellationToken)).Select(ScheduleAnswers.Of)])
        );

    /// <summary>One of them with its runs.</summary>
    public Task<Envelope<ScheduleDetails>> FindAsync(string scheduleId, CancellationToken cancellationToken)
    {
        string id = TaskErrors.CheckId(scheduleId);
        return ScheduleErrors.WithTablesAsync(async () =>
        {
            var row = await queries.FindAsync(id, cancellationToken) ?? throw ScheduleErrors.Unknown(id);
            var runs = await queries.RunsAsync(id, cancellationToken);
            return Ok(new ScheduleDetails { Schedule = ScheduleAnswers.Of(row), Runs = [.. runs.Select(ScheduleAnswers.Of)] });
        });
    }

    /// <summary>Adds one.</summary>
    public async Task<Envelope<ScheduleSummary>> AddAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var (schedule, definition) = await reader.ReadAsync(body, cancellationToken);
        await callbacks.CheckAsync(schedule.CallbackUrl, cancellationToken);
        return await ScheduleErrors.WithTablesAsync(async () =>
        {
            try
            {
                await table.InsertAsync(schedule, definition, cancellationToken);
            }
            catch (ModelGoneException e)
            {
                throw ScheduleErrors.Bad(e.Message);
            }
            return Ok(ScheduleAnswers.Of(schedule));
        });
    }

    /// <summary>Changes one. A run that is at hand goes on as it began.</summary>
    public async Task<Envelope<ScheduleSummary>> ChangeAsync(string scheduleId, RequestBody body, CancellationToken cancellationToken)
    {
        string id = TaskErrors.CheckId(scheduleId);
        // Clients send null for what they leave out.
        if (body.Has("SINCE"))
            body.Wrong("SINCE", "extra fields not permitted", "value_error.extra");
        var change = reader.ReadChange(body);
        await callbacks.CheckAsync(CallbackUrls.Read(body), cancellationToken);
        var definition = await reader.ReadTaskAsync(body, cancellationToken);
        return await ScheduleErrors.WithTablesAsync(async () =>
        {
            ScheduleRow? changed = null;
            await table.ChangeAsync(
                id,
                async (row, parts) =>
                {
                    changed = change(row ?? throw ScheduleErrors.Unknown(id));
                    if (definition is null)
                        return changed;
                    string? schema = await parts.FindOutputSchemaAsync();
                    if (definition.OutputSchema != schema)
                        throw ScheduleErrors.Bad($"OUTPUT_SCHEMA of schedule {id} is '{schema}' and stays so: its panels are there");
                    try
                    {
                        await parts.ReplaceDefinitionAsync(row.DefinitionId, definition);
                    }
                    catch (ModelGoneException e)
                    {
                        throw ScheduleErrors.Bad(e.Message);
                    }
                    return changed = changed with { DefinitionId = definition.TaskId, Version = row.Version + 1 };
                },
                cancellationToken
            );
            statuses.Forget(id);
            return Ok(ScheduleAnswers.Of(changed!));
        });
    }

    /// <summary>Has one run as soon as no run of it is at hand.</summary>
    public Task<Envelope<string>> RunAsync(string scheduleId, CancellationToken cancellationToken)
    {
        string id = TaskErrors.CheckId(scheduleId);
        return ScheduleErrors.WithTablesAsync(async () =>
        {
            bool running = false;
            await table.ChangeAsync(
                id,
                (row, _) =>
                {
                    running = (row ?? throw ScheduleErrors.Unknown(id)).Phase != SchedulePhase.Idle;
                    if (!running && clock.Range(row) is null)
                        throw ScheduleErrors.Bad($"schedule {id} has nothing to label yet: posts of the last LAG_MINUTES wait");
                    return Task.FromResult<ScheduleRow?>(row with { Asked = true });
                },
                cancellationToken
            );
            return Ok($"schedule {id} runs {(running ? "when the run at hand has ended" : "now")}");
        });
    }

    /// <summary>Has a range labelled again.</summary>
    public Task<Envelope<string>> BackfillAsync(string scheduleId, RequestBody body, CancellationToken cancellationToken)
    {
        string id = TaskErrors.CheckId(scheduleId);
        var (from, to) = (Time(body, "START_TIME"), Time(body, "END_TIME"));
        body.Check();
        if (from >= to)
            throw TaskErrors.RangeEmpty();
        return ScheduleErrors.WithTablesAsync(async () =>
        {
            int run = 0;
            await table.ChangeAsync(
                id,
                async (row, parts) =>
                {
                    if (!(to <= (row ?? throw ScheduleErrors.Unknown(id)).Watermark))
                        throw ScheduleErrors.Bad(
                            $"END_TIME is later than what schedule {id} has labelled"
                                + (row.Watermark is { } end ? $", which ends at {end:yyyy-MM-dd HH:mm:ss}" : ": no run has ended yet")
                        );
                    run = await parts.AddRunAsync(RunKind.Backfill, RunStatus.Waiting, from, to);
                    return row;
                },
                cancellationToken
            );
            return Ok($"schedule {id} labels that range again as run {run}");
        });
    }

    private static DateTime Time(RequestBody body, string field)
    {
        string text = body.Required(field);
        if (!PostTimes.TryParse(text, out var time) && !body.IsWrong(field))
            body.Wrong(field, $"'{text}' is neither a date (2020-01-01) nor a date-time (2020-01-01 06:00:00)", "value_error.datetime");
        return time;
    }

    private static Envelope<T> Ok<T>(T value) => new() { ErrorCode = 200, ErrorMessage = value };
}
