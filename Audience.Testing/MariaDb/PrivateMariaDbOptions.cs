namespace Audience.Testing;

/// <summary>How a <see cref="PrivateMariaDb"/> is set up.</summary>
public sealed class PrivateMariaDbOptions
{
    /// <summary>More arguments for mariadbd, such as <c>--max-allowed-packet=1M</c>; they win over the defaults.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Where the data lives. Given: made if missing, used again if not, and kept. Null: thrown away at the end.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>How long a start may take, with the recovery after a kill; 1 minute.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
