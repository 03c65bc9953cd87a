using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Audience.Hosting.Health;

/// <summary>The body of a health answer: the whole, and each part with its reason.</summary>
internal static class HealthAnswer
{
    public static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                status = report.Status.ToString(),
                parts = report.Entries.ToDictionary(
                    e => e.Key,
                    e => new { status = e.Value.Status.ToString(), reason = e.Value.Description }
                ),
            },
            // Without one it heeds the request's own, and throws nothing where the caller is gone.
            CancellationToken.None
        );
}
