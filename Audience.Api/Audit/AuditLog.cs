using System.Security.Claims;
using Audience.Api.Access;
using Audience.Data.Audit;
using Audience.Hosting;

namespace Audience.Api.Audit;

/// <summary>Writes down every call of a known caller that was to change something, before it is answered.</summary>
public sealed class AuditLog(AuditTable table, LocalClock clock, ILogger<AuditLog> log)
{
    // They are sent as POST and change nothing.
    private static readonly string[] s_harmless = ["ExplainTexts", "CheckDownload", "PreviewTask", "CountAudience"];

    // Parts of addresses that name what a call is about.
    private static readonly string[] s_places = ["task_id", "schedule_id", "t", "id"];

    // An answer does not wait for longer: what it tells is done already.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Watches a call.</summary>
    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        // Errors take the endpoint away, so what it is called is asked first.
        if (
            !HttpMethods.IsGet(http.Request.Method)
            && http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is { } operation
            && !s_harmless.Contains(operation)
        )
        {
            foreach (string place in s_places)
                if (http.Request.RouteValues[place] is string target)
                {
                    AuditNotes.About(http, target);
                    break;
                }
            http.Response.OnStarting(() => WriteAsync(http, operation));
        }
        return next(http);
    }

    private async Task WriteAsync(HttpContext http, string operation)
    {
        var (target, code) = AuditNotes.Of(http);
        // Strangers, and calls that were turned away unread, would fill the table.
        if (http.User.Identity?.IsAuthenticated != true || code == StatusCodes.Status429TooManyRequests)
            return;
        try
        {
            using var timeout = new CancellationTokenSource(Timeout);
            await table.AddAsync(
                new AuditRow
                {
                    Time = clock.Now,
                    KeyName = http.User.FindFirstValue(ApiKeyAuthentication.KeyName) ?? "",
                    Operation = operation,
                    Target = target,
                    ErrorCode = code,
                },
                timeout.Token
            );
        }
        catch (Exception e)
        {
            log.LogError(e, "The audit log lacks {Operation} of {Target}, answered with {Code}", operation, target, code);
        }
    }
}
