namespace Audience.Api.Access;

/// <summary>What probes, Prometheus and readers of the documentation ask for: it needs no key and has no limit.</summary>
internal static class PublicPaths
{
    private static readonly string[] Paths = ["/health", "/metrics", "/docs", "/openapi.json"];

    /// <summary>Whether the path is one of them.</summary>
    public static bool Has(PathString path) => Array.Exists(Paths, p => path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase));
}
