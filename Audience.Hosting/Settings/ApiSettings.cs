namespace Audience.Hosting.Settings;

/// <summary>What the REST API allows.</summary>
public sealed record ApiSettings
{
    /// <summary>Hosts besides the input host that SITE_CONFIG may name (SITE_HOSTS), comma-separated.</summary>
    public required IReadOnlyList<string> SiteHosts { get; init; }

    /// <summary>Whether the HTTP status is the body's error_code instead of 200 (HTTP_STATUS_FROM_ERROR_CODE).</summary>
    public required bool HttpStatusFromErrorCode { get; init; }

    /// <summary>
    /// Largest request body in bytes (MAX_REQUEST_BYTES), 1,024 to 1,000,000,000; default 24 MiB, so that a PATTERN of 20 MB
    /// passes.
    /// </summary>
    public required int MaxRequestBytes { get; init; }

    /// <summary>Largest model to import in bytes (MAX_MODEL_BYTES), 1,024 to 1,000,000,000; default 256 MiB.</summary>
    public required int MaxModelBytes { get; init; }

    /// <summary>
    /// Largest file of documents or rules to upload in bytes (MAX_DATASET_BYTES), 1,024 to 1,000,000,000; default 256 MiB.
    /// </summary>
    public required int MaxDatasetBytes { get; init; }

    /// <summary>Who may call (API_KEYS); empty: whoever can reach it.</summary>
    public required IReadOnlyList<ApiKey> Keys { get; init; }

    /// <summary>Whether it may serve other machines without keys (API_OPEN); default false.</summary>
    public required bool Open { get; init; }

    /// <summary>
    /// Calls that one caller (a key, or an address where there are no keys) may make in a second (CALLS_PER_SECOND), 0 to
    /// 1,000,000; default 10,000, 0 for any number.
    /// </summary>
    public required int CallsPerSecond { get; init; }

    /// <summary>Of these, calls that change something (CHANGES_PER_SECOND), 0 to 1,000,000; default 200, 0 for any number.</summary>
    public required int ChangesPerSecond { get; init; }

    /// <summary>Reads them.</summary>
    public static ApiSettings Read(SettingsReader settings) =>
        new()
        {
            SiteHosts = settings.List("SITE_HOSTS", ""),
            HttpStatusFromErrorCode = settings.Bool("HTTP_STATUS_FROM_ERROR_CODE", false),
            Keys = ApiKey.Read(settings),
            Open = settings.Bool("API_OPEN", false),
            MaxRequestBytes = settings.Int("MAX_REQUEST_BYTES", 24 * 1024 * 1024, 1024, 1_000_000_000),
            MaxModelBytes = settings.Int("MAX_MODEL_BYTES", 256 * 1024 * 1024, 1024, 1_000_000_000),
            MaxDatasetBytes = settings.Int("MAX_DATASET_BYTES", 256 * 1024 * 1024, 1024, 1_000_000_000),
            CallsPerSecond = settings.Int("CALLS_PER_SECOND", 10_000, 0, 1_000_000),
            ChangesPerSecond = settings.Int("CHANGES_PER_SECOND", 200, 0, 1_000_000),
        };
}
