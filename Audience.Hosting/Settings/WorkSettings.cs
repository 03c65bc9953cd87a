using Audience.Jobs;

namespace Audience.Hosting.Settings;

/// <summary>How work is divided and sent.</summary>
public sealed record WorkSettings
{
    /// <summary>
    /// RabbitMQ's address (BROKER_URL, <c>amqp://user:password@host:port/vhost</c>); null for the in-memory bus of a single
    /// process.
    /// </summary>
    public Uri? Broker { get; init; }

    /// <summary>Queues that tasks may name and label workers serve (QUEUES); default queue1, queue2. The first is the default.</summary>
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>
    /// The queue of model jobs (MODEL_QUEUE); default model: label workers do not serve it. A job that names one of
    /// <see cref="Queues"/> waits in a queue below this one.
    /// </summary>
    public required string ModelQueue { get; init; }

    /// <summary>Chunks that one label worker labels at a time (WORKER_CONCURRENCY), 1 to 64; default the number of processors.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Posts per chunk (CHUNK_SIZE), 1 to 10,000,000; default 100,000: seconds of work each.</summary>
    public required int ChunkSize { get; init; }

    /// <summary>
    /// Chunks of one task that are planned ahead of the workers (CHUNK_WINDOW), 1 to 1,000; default 16. Four windows at the most.
    /// </summary>
    public required int ChunkWindow { get; init; }

    /// <summary>How often a chunk may fail or lose its worker before its task fails (CHUNK_ATTEMPTS), 1 to 100; default 5.</summary>
    public required int ChunkAttempts { get; init; }

    /// <summary>
    /// How long a piece of work waits in all for a database that is away (RETRY_MINUTES), 1 to 1,440 minutes; default 20. It takes
    /// up no slot meanwhile.
    /// </summary>
    public required int RetryMinutes { get; init; }

    /// <summary>Reads them.</summary>
    public static WorkSettings Read(SettingsReader settings)
    {
        var queues = settings.List("QUEUES", "queue1,queue2");
        if (queues.Count == 0)
            settings.Wrong("QUEUES", "names no queue");
        foreach (string queue in queues.Where(q => !IsQueueName(q)))
            settings.Wrong("QUEUES", $"'{queue}' is not a queue name: ASCII letters, digits, '_', '-' and '.', at most 100");
        string modelQueue = settings.Text("MODEL_QUEUE", "model");
        if (queues.Contains(modelQueue) || !IsQueueName(modelQueue))
            settings.Wrong(
                "MODEL_QUEUE",
                $"'{modelQueue}' is one of QUEUES, or not a queue name: ASCII letters, digits, '_', '-' and '.', at most 100"
            );
        return new WorkSettings
        {
            Broker = Address(settings),
            Queues = queues,
            ModelQueue = modelQueue,
            Concurrency = settings.Int("WORKER_CONCURRENCY", Math.Min(Environment.ProcessorCount, 64), 1, 64),
            ChunkSize = settings.Int("CHUNK_SIZE", 100_000, 1, 10_000_000),
            ChunkWindow = settings.Int("CHUNK_WINDOW", 16, 1, 1_000),
            ChunkAttempts = settings.Int("CHUNK_ATTEMPTS", 5, 1, 100),
            RetryMinutes = settings.Int("RETRY_MINUTES", 20, 1, 1_440),
        };
    }

    /// <summary>What the job engine needs of them.</summary>
    public JobOptions ToJobOptions() =>
        new()
        {
            Queues = Queues,
            ModelQueue = ModelQueue,
            Concurrency = Concurrency,
            ChunkWindow = ChunkWindow,
            MaxAttempts = ChunkAttempts,
            MaxWait = TimeSpan.FromMinutes(RetryMinutes),
        };

    /// <summary>Leaves out the broker's address: this record must not reach a log with its password.</summary>
    public override string ToString() => $"WorkSettings {{ Queues = {string.Join(',', Queues)}, Concurrency = {Concurrency} }}";

    private static bool IsQueueName(string name) =>
        name.Length <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    private static Uri? Address(SettingsReader settings)
    {
        if (settings.Optional("BROKER_URL") is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps")
            return uri;
        settings.Wrong("BROKER_URL", "is not of the form amqp://user:password@host:port/vhost");
        return null;
    }
}
