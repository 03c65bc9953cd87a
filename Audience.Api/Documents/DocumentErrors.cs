using System.Data.Common;
using Audience.Api.Errors;
using Audience.Contracts.Models;

namespace Audience.Api.Documents;

/// <summary>The errors of <c>/documents/</c>: HTTP 400, 404, 413, 422 or 500 with an error_message, and no error_code.</summary>
internal static class DocumentErrors
{
    // Messages repeat what was sent.
    private const int MaxShown = 100;

    public static ApiException Bad(string message) => new(400, message);

    public static ApiException NoSet(string taskId) => new(404, $"there is no data set {taskId}");

    public static ApiException NoRow(string kind, string id) => new(404, $"there is no {kind} {id}");

    /// <summary>A text of the caller's, cut to a length that can be read.</summary>
    public static string Shown(string text) =>
        text.Length <= MaxShown ? text : text[..(char.IsHighSurrogate(text[MaxShown - 1]) ? MaxShown - 1 : MaxShown)] + "…";

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
            return Answer(422, string.Join("; ", e.Problems.Take(20).Select(p => $"{string.Join('.', p.Loc.Skip(1))}: {p.Msg}")));
        }
        catch (ApiException e) when (e.Code < 500)
        {
            return Answer(e.Code, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return Answer(e.StatusCode, e.Message);
        }
        catch (Exception e) when (e is DbException)
        {
            Log(http, e);
            return Answer(500, "the tables of data sets cannot be used: " + e.Message);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            Log(http, e);
            return Answer(500, $"unexpected error, see the log of the API at request {http.TraceIdentifier}");
        }
    }

    private static void Log(HttpContext http, Exception error) =>
        http
            .RequestServices.GetRequiredService<ILogger<DataSetActions>>()
            .LogError(error, "{Method} {Path} failed at request {Request}", http.Request.Method, http.Request.Path, http.TraceIdentifier);

    private static IResult Answer(int status, string message) =>
        Results.Json(new ModelError { ErrorMessage = message }, statusCode: status);
}
