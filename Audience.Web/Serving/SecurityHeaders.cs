namespace Audience.Web.Serving;

/// <summary>The headers that tell a browser to run and show nothing that is not ours.</summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    /// <summary>Adds them to a response.</summary>
    public static void Add(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
    }
}
