namespace Audience.Hosting.Settings;

/// <summary>Where traces or metrics go.</summary>
public enum TelemetryExporter
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>To a collector that speaks OpenTelemetry's protocol.</summary>
    Otlp,

    /// <summary>To standard output.</summary>
    Console,
}
