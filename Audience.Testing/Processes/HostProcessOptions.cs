namespace Audience.Testing;

/// <summary>What a <see cref="HostProcess"/> runs, and how.</summary>
public sealed class HostProcessOptions
{
    /// <summary>A program's name or path; a name is looked for in PATH and the sbin directories.</summary>
    public required string FileName { get; init; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Added to the environment of this process; null takes a variable out.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Where it runs; this process's own directory unless given.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>How many of its last lines are kept.</summary>
    public int KeptLines { get; init; } = 5_000;
}
