namespace Audience.Contracts.Dumps;

/// <summary>Values of <c>dump.status</c>.</summary>
public static class DumpStatus
{
    /// <summary>Asked for, not begun.</summary>
    public const string Queued = "queued";

    /// <summary>Its groups are being made.</summary>
    public const string Dumping = "dumping";

    /// <summary>All tables and files are there.</summary>
    public const string Finished = "finished";

    /// <summary>A group could not be made; see error_message.</summary>
    public const string Failed = "failed";
}
