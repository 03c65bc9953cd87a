namespace Audience.Hosting.Sources;

/// <summary>A task's SITE_CONFIG names a host that tasks may not read from (any more).</summary>
public sealed class SiteRefusedException(string message) : Exception(message);
