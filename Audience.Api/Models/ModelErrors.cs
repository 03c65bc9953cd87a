using System.Data.Common;
using Audience.Api.Errors;
using Audience.Contracts.Models;
using Audience.Data.Models;
using Audience.Labeling.Scoring;

namespace Audience.Api.Models;

/// <summary>The errors of the model endpoints: HTTP 400 or 500 with an error_message, and no error_code.</summary>
public static class ModelErrors
{
    public static ApiException Bad(string message) => new(400, message);

    public static ApiException Unknown(string id) => new(400, $"there is no model {id}");

    public static ApiException InUse(string taskId) => Bad($"TASK_ID {taskId} is in use: leave it out, or choose another");

    public static ApiException NotReady(string id, string? status) => new(400, WhyNotReady(id, status));

    /// <summary>Why a model cannot be used yet.</summary>
    public static string WhyNotReady(string id, string? status) =>
        status is ModelStat.Finished or ModelStat.Untrainable
            ? $"model {id} was prepared by an earlier version, whose models cannot be used: prepare it again"
            : $"model {id} is {status ?? "not prepared"}: it can be used once its training_status is finished or untrainable";

    public static ApiException NotStarted(Exception cause) =>
        new(500, "failed to start a model job, additional error message: " + cause.Message, cause);

    /// <summary>Turns whatever an endpoint threw into its answer.</summary>
    public static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (ValidationException e)
        {
            return Answer(400, Text(e));
        }
        catch (ApiException e) when (e.Code < 500)
        {
            return Answer(400, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return Answer(e.StatusCode, e.Message);
        }
        catch (Exception e) when (e is ApiException or DbException or ModelFormatException)
        {
            Log(http, e);
            return Answer(500, e is DbException ? "cannot connect to the model tables: " + e.Message : e.Message);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            Log(http, e);
            return Answer(500, $"unexpected error, see the log of the API at request {http.TraceIdentifier}");
        }
    }

    /// <summary>The newer frontend shows an error of a test only where it is a JSON text.</summary>
    public static async Task<IResult> AnswerInTextAsync<T>(Func<Task<T>> run)
    {
        try
        {
            return Results.Ok(await run());
        }
        catch (ValidationException e)
        {
            return Results.Json(Text(e), statusCode: 400);
        }
        catch (ApiException e) when (e.Code < 500)
        {
            return Results.Json(e.Message, statusCode: 400);
        }
    }

    private static string Text(ValidationException error) =>
        string.Join("; ", error.Problems.Select(p => $"{string.Join('.', p.Loc.Skip(1))}: {p.Msg}"));

    private static void Log(HttpContext http, Exception error) =>
        http
            .RequestServices.GetRequiredService<ILogger<ModelActions>>()
            .LogError(error, "{Method} {Path} failed at request {Request}", http.Request.Method, http.Request.Path, http.TraceIdentifier);

    private static IResult Answer(int status, string message) =>
        Results.Json(new ModelError { ErrorMessage = message }, statusCode: status);
}
