namespace Audience.Data.Dumps;

/// <summary>What a dump is to hold: fixed when it is asked for.</summary>
public sealed record DumpDefinition
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string DumpId { get; init; }

    /// <summary>The conflict group whose panels it holds.</summary>
    public required string Group { get; init; }

    /// <summary>The tasks; where two give an author's panel at the same post time, the later in this order holds.</summary>
    public required IReadOnlyList<string> TaskIds { get; init; }

    /// <summary>The schema of last year's panels, or null.</summary>
    public string? InputDatabase { get; init; }

    /// <summary>The schema that its tables go to.</summary>
    public required string OutputDatabase { get; init; }

    /// <summary>The time of its new rows, local to TIME_ZONE.</summary>
    public required DateTime CreateTime { get; init; }

    /// <summary>Whom to tell that it has ended (CALLBACK_URL); null for nobody.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Where its files go, below DUMP_DIR.</summary>
    public string Directory { get; init; } = "";
}
