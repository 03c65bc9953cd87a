using Audience.Api.Audit;
using Audience.Contracts;
using Audience.Hosting.Settings;
using Microsoft.AspNetCore.Diagnostics;

namespace Audience.Api.Errors;

/// <summary>Turns what an endpoint threw into the answer that the contract names.</summary>
public sealed class ApiExceptionHandler(AudienceSettings settings, ILogger<ApiExceptionHandler> log) : IExceptionHandler
{
    // What HTTP_STATUS_FROM_ERROR_CODE does for everybody, a caller may ask for alone: ours do.
    private const string StatusHeader = "X-HTTP-Status-From-Error-Code";

    // Messages repeat what was sent, of which there may be megabytes.
    private const int MaxTextLength = 2_000,
        MostProblems = 100;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case ValidationException e:
                httpContext.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                await httpContext.Response.WriteAsJsonAsync(
                    new ValidationProblems
                    {
                        Detail = [.. e.Problems.Take(MostProblems).Select(p => p with { Msg = Cut(p.Msg), Loc = [.. p.Loc.Select(Cut)] })],
                    },
                    cancellationToken
                );
                return true;
            case ApiException e:
                if (e.Code >= 500)
                    log.LogError(
                        e.InnerException,
                        "{Method} {Path} failed: {Error}",
                        httpContext.Request.Method,
                        httpContext.Request.Path,
                        e.Message
                    );
                await WriteAsync(httpContext, e.Code, e.Message, cancellationToken);
                return true;
            case BadHttpRequestException e:
                string message =
                    e.StatusCode == StatusCodes.Status413PayloadTooLarge
                        ? $"the body has more than {settings.Api.MaxRequestBytes} bytes, the most that is taken here (MAX_REQUEST_BYTES)"
                        : e.Message;
                httpContext.Response.StatusCode = e.StatusCode;
                await httpContext.Response.WriteAsJsonAsync(
                    new Envelope<string> { ErrorCode = e.StatusCode, ErrorMessage = message },
                    cancellationToken
                );
                return true;
            case OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested:
                return true;
            default:
                log.LogError(exception, "{Method} {Path} failed unexpectedly", httpContext.Request.Method, httpContext.Request.Path);
                await WriteAsync(
                    httpContext,
                    500,
                    $"unexpected error, see the log of the API at request {httpContext.TraceIdentifier}",
                    cancellationToken
                );
                return true;
        }
    }

    private async Task WriteAsync(HttpContext context, int code, string message, CancellationToken cancellationToken)
    {
        AuditNotes.Code(context, code);
        // Who may not call gets no answer of the contract, and proxies and logs are to see it.
        bool shown = settings.Api.HttpStatusFromErrorCode || context.Request.Headers.ContainsKey(StatusHeader) || code is 401 or 403;
        context.Response.StatusCode = shown ? code : StatusCodes.Status200OK;
        await context.Response.WriteAsJsonAsync(new Envelope<string> { ErrorCode = code, ErrorMessage = Cut(message) }, cancellationToken);
    }

    private static string Cut(string text) =>
        text.Length <= MaxTextLength
            ? text
            : text[..(char.IsHighSurrogate(text[MaxTextLength - 1]) ? MaxTextLength - 1 : MaxTextLength)] + "…";
}
