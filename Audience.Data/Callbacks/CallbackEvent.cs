namespace Audience.Data.Callbacks;

/// <summary>Something that has ended, and whom to tell.</summary>
/// <param name="Name">One of <see cref="CallbackEvents"/>.</param>
/// <param name="Id">The task, model, dump, comparison or schedule: 32 hexadecimal digits.</param>
/// <param name="Url">Its CALLBACK_URL.</param>
public sealed record CallbackEvent(string Name, string Id, string Url);

/// <summary>Values of <c>callback.event_name</c>.</summary>
public static class CallbackEvents
{
    /// <summary>A task is done, has failed, or was aborted or deleted.</summary>
    public const string TaskEnded = "task.ended";

    /// <summary>The preparation of a model has ended.</summary>
    public const string ModelPrepared = "model.prepared";

    /// <summary>The test of a model has ended.</summary>
    public const string ModelTested = "model.tested";

    /// <summary>A dump has ended.</summary>
    public const string DumpEnded = "dump.ended";

    /// <summary>A comparison of tasks has ended.</summary>
    public const string ComparisonEnded = "comparison.ended";

    /// <summary>A run of a schedule has ended, with its panels.</summary>
    public const string RunEnded = "schedule.run_ended";
}

/// <summary>Values of <c>callback.status</c>.</summary>
public static class CallbackStatus
{
    /// <summary>It is to be sent, for the first time or again.</summary>
    public const string Waiting = "waiting";

    /// <summary>The receiver has answered 2xx.</summary>
    public const string Delivered = "delivered";

    /// <summary>It was tried for long enough.</summary>
    public const string Failed = "failed";
}
