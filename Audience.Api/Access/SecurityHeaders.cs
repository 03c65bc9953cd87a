namespace Audience.Api.Access;

/// <summary>
/// What browsers are told about every answer: to believe its type, to show it in no other site's frame, and to run nothing that is
/// not ours.
/// </summary>
internal static class SecurityHeaders
{
    // Swagger UI has its start-up script and some styles in its page.
    private const string Docs =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private const string Others = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Adds them, to errors too, whose headers are made anew.</summary>
    public static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(Add, context);
                return next(context);
            }
        );

    private static Task Add(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        // The console has its own, also where it is part of this process.
        if (context.Request.Path.StartsWithSegments("/console", StringComparison.OrdinalIgnoreCase))
            return Task.CompletedTask;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase)
            ? Docs
            : Others;
        headers["Referrer-Policy"] = "no-referrer";
        return Task.CompletedTask;
    }
}
