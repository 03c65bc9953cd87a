using System.Security.Claims;
using Audience.Api.Access;
using Audience.Api.Audit;
using Audience.Data.Audit;
using Audience.Hosting;

namespace Audience.Api.AuditTrail;

/// <summary>Writes down every call of a known caller that was to change something, before it is answered.</summary>
public sealed class AuditLog(AuditTable table, LocalClock clock, ILogger<AuditLog> log)
{
    // An answer does not wait for longer: what it tells is done already.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Watches a call.</summary>
    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        // Errors take the endpoint away, so what it is called is asked first.
        if (
            !HttpMethods.IsGet(http.Request.Method)
            && http.GetEndpoint() is RouteEndpoint endpoint
            && endpoint.Metadata.GetMetadata<ChangesNothing>() is null
            && endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is { } operation
        )
        {
            // The first part of an address that varies names what a call is about.
            if (endpoint.RoutePattern.Parameters is [var first, ..] && http.Request.RouteValues[first.Name] is string target)
                AuditNotes.About(http, target);
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
