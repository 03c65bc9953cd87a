namespace Audience.Hosting.Settings;

/// <summary>Where traces go.</summary>
public enum TraceExporter
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>To a collector that speaks OpenTelemetry's protocol.</summary>
    Otlp,

    /// <summary>To standard output.</summary>
    Console,
}
