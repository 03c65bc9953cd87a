using System.Net;

namespace Audience.Jobs.Callbacks;

/// <summary>How callbacks are sent.</summary>
public sealed record CallbackOptions
{
    /// <summary>Signs them (CALLBACK_SECRET); null where none is set, and then none is sent.</summary>
    public required string? Secret { get; init; }

    /// <summary>The address to connect to for a host; throws where that may not be reached, or is not known.</summary>
    public required Func<string, CancellationToken, Task<IPAddress>> FindAddress { get; init; }

    /// <summary>How long a receiver has for its whole answer; default 10 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Leaves out the secret: this record must not reach a log with it.</summary>
    public override string ToString() => $"CallbackOptions {{ Timeout = {Timeout} }}";
}
