using Microsoft.Extensions.Configuration;

namespace Audience.Hosting.Settings;

/// <summary>
/// The whole configuration of a process: environment variables, with a <c>.env</c> file of the working directory below them.
/// </summary>
public sealed record AudienceSettings
{
    /// <summary>Where posts are read, unless a task brings its own SITE_CONFIG.</summary>
    public required DatabaseSettings Input { get; init; }

    /// <summary>Where <c>state</c> and results are written.</summary>
    public required DatabaseSettings Output { get; init; }

    /// <summary>
    /// Where the frontend's tables are (DATASET_…): on the output server unless DATASET_HOST is set; DATASET_SCHEMA is the default
    /// of DATASET_DB.
    /// </summary>
    public required DatabaseSettings Dataset { get; init; }

    /// <summary>How work is divided and sent.</summary>
    public required WorkSettings Work { get; init; }

    /// <summary>What labels and sources mean.</summary>
    public required LabelSettings Labels { get; init; }

    /// <summary>What the API allows.</summary>
    public required ApiSettings Api { get; init; }

    /// <summary>Whom to tell that something has ended.</summary>
    public required CallbackSettings Callbacks { get; init; }

    /// <summary>
    /// Keys of 32 bytes, base64, comma-separated (SECRET_KEYS): the first encrypts SITE_CONFIG, all decrypt. None: SITE_CONFIG is
    /// refused.
    /// </summary>
    public required IReadOnlyList<byte[]> SecretKeys { get; init; }

    /// <summary>Where the embedded default keeps its SQLite files (DATA_DIR); default <c>audience-data</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>
    /// Where dumps' files go, and the API finds them (DUMP_DIR); all processes must see the same. Default <c>dumps</c> in
    /// DATA_DIR.
    /// </summary>
    public required string DumpDirectory { get; init; }

    /// <summary>
    /// Where workers keep copies of prepared models (MODEL_CACHE_DIR); may be emptied at any time. Default <c>models</c> in
    /// DATA_DIR.
    /// </summary>
    public required string ModelCacheDirectory { get; init; }

    /// <summary>The zone of the system's own times (TIME_ZONE, an IANA name); default the machine's.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>Whether ENV is production: logs are JSON, and no host defaults to this machine.</summary>
    public required bool Production { get; init; }

    /// <summary>
    /// Where traces go (OTEL_TRACES_EXPORTER): none, otlp or console; default otlp where OTEL_EXPORTER_OTLP_ENDPOINT is set, else
    /// none.
    /// </summary>
    public required TelemetryExporter Traces { get; init; }

    /// <summary>
    /// Where metrics are sent beside what <c>/metrics</c> answers (OTEL_METRICS_EXPORTER); values and default as of traces.
    /// </summary>
    public required TelemetryExporter Metrics { get; init; }

    /// <summary>OpenTelemetry's own settings (OTEL_…) as they stand, for what reads them by itself.</summary>
    public required IReadOnlyDictionary<string, string?> OpenTelemetry { get; init; }

    /// <summary>Reads and checks everything.</summary>
    /// <exception cref="SettingsException">Something is wrong; the message names each.</exception>
    public static AudienceSettings Load(IConfiguration configuration, bool embedded)
    {
        var reader = new SettingsReader(configuration);
        bool production = reader.Text("ENV", "development") switch
        {
            "production" => true,
            "development" => false,
            var other => Wrong(reader, "ENV", $"'{other}' is neither development nor production"),
        };
        string? host = embedded || production ? null : "127.0.0.1";
        var settings = new AudienceSettings
        {
            Input = DatabaseSettings.Read(reader, "INPUT", host, "wh_posts"),
            Output = DatabaseSettings.Read(reader, "OUTPUT", host, "audience_result"),
            Dataset = DatabaseSettings.Read(reader, "DATASET", null, "audience-toolkit-django"),
            Work = WorkSettings.Read(reader),
            Labels = LabelSettings.Read(reader),
            Api = ApiSettings.Read(reader),
            Callbacks = CallbackSettings.Read(reader),
            SecretKeys = Keys(reader),
            DataDirectory = reader.Text("DATA_DIR", "audience-data"),
            DumpDirectory = reader.Text("DUMP_DIR", Path.Combine(reader.Text("DATA_DIR", "audience-data"), "dumps")),
            ModelCacheDirectory = reader.Text("MODEL_CACHE_DIR", Path.Combine(reader.Text("DATA_DIR", "audience-data"), "models")),
            TimeZone = Zone(reader),
            Production = production,
            Traces = Exporter(reader, "OTEL_TRACES_EXPORTER"),
            Metrics = Exporter(reader, "OTEL_METRICS_EXPORTER"),
            OpenTelemetry = configuration
                .AsEnumerable()
                .Where(setting => setting.Key.StartsWith("OTEL_", StringComparison.Ordinal))
                .ToDictionary(StringComparer.Ordinal),
        };
        if (!embedded && settings.Input.Host is null)
            reader.Wrong("INPUT_HOST", "is missing");
        if (!embedded && settings.Output.Host is null)
            reader.Wrong("OUTPUT_HOST", "is missing");
        if (!embedded && settings.Work.Broker is null)
            reader.Wrong("BROKER_URL", "is missing: separate processes need RabbitMQ, amqp://user:password@host:port/vhost");
        reader.Finish();
        return settings;
    }

    private static IReadOnlyList<byte[]> Keys(SettingsReader reader)
    {
        var keys = new List<byte[]>();
        foreach (string text in reader.List("SECRET_KEYS", ""))
        {
            byte[] key = new byte[33];
            if (Convert.TryFromBase64String(text, key, out int size) && size == 32)
                keys.Add(key[..32]);
            else
                reader.Wrong("SECRET_KEYS", "has a key that is not 32 bytes in base64; make one with: openssl rand -base64 32");
        }
        return keys;
    }

    private static TimeZoneInfo Zone(SettingsReader reader)
    {
        if (reader.Optional("TIME_ZONE") is not { } name)
#pragma warning disable RS0030 // The one place where the machine's zone counts: the operator has set no other.
            return TimeZoneInfo.Local;
#pragma warning restore RS0030
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            return zone;
        reader.Wrong("TIME_ZONE", $"'{name}' is not a time zone of this machine; use an IANA name such as Asia/Taipei");
        return TimeZoneInfo.Utc;
    }

    private static TelemetryExporter Exporter(SettingsReader reader, string setting)
    {
        string name = reader.Text(setting, reader.Optional("OTEL_EXPORTER_OTLP_ENDPOINT") is null ? "none" : "otlp");
        if (Enum.TryParse<TelemetryExporter>(name, ignoreCase: true, out var exporter) && !char.IsAsciiDigit(name[0]))
            return exporter;
        reader.Wrong(setting, $"'{name}' is none of none, otlp, console");
        return TelemetryExporter.None;
    }

    private static bool Wrong(SettingsReader reader, string name, string problem)
    {
        reader.Wrong(name, problem);
        return false;
    }
}
