namespace Audience.Data.Callbacks;

/// <summary>A row of <c>callback</c>, without its body.</summary>
public sealed record CallbackRow
{
    internal const string Columns =
        "delivery_id AS DeliveryId, event_name AS EventName, subject_id AS SubjectId, url AS Url, status AS Status, attempts AS Attempts, "
        + "created_at AS CreatedAt, due_at AS DueAt, error AS Error, delivered_at AS DeliveredAt";

    /// <summary>32 hexadecimal digits; the same over all tries.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>One of <see cref="CallbackEvents"/>.</summary>
    public required string EventName { get; init; }

    /// <summary>The task, model, dump, comparison or schedule.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Where it goes.</summary>
    public required string Url { get; init; }

    /// <summary>One of <see cref="CallbackStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was made. This and the following times are the server's clock, milliseconds since 1970.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>When it is tried next, while it waits.</summary>
    public required long DueAt { get; init; }

    /// <summary>Why the last try failed.</summary>
    public string? Error { get; init; }

    /// <summary>When it arrived.</summary>
    public long? DeliveredAt { get; init; }
}
