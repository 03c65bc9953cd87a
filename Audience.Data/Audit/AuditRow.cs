namespace Audience.Data.Audit;

/// <summary>A call that was to change something.</summary>
public sealed record AuditRow
{
    /// <summary>Its number; given by the database.</summary>
    public long Id { get; init; }

    /// <summary>When, in local time.</summary>
    public required DateTime Time { get; init; }

    /// <summary>The name of the caller's key; empty for none.</summary>
    public required string KeyName { get; init; }

    /// <summary>What was called.</summary>
    public required string Operation { get; init; }

    /// <summary>What it is about; null for nothing that has a name.</summary>
    public string? Target { get; init; }

    /// <summary>The answer's code.</summary>
    public required int ErrorCode { get; init; }
}
