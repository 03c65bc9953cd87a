namespace Audience.Jobs.Dumps;

/// <summary>Values of <c>dump.status</c>.</summary>
public static class DumpStat
{
    /// <summary>Asked for, not begun.</summary>
    public const string Queued = "queued";

    /// <summary>Its groups are being made.</summary>
    public const string Dumping = "dumping";

    /// <summary>All tables and files are there.</summary>
    public const string Finished = "finished";

    /// <summary>A group could not be made.</summary>
    public const string Failed = "failed";
}

/// <summary>The ways of a dump, and what changes with each: queued → dumping → finished or failed.</summary>
public static class DumpTransitions
{
    /// <summary>Its groups are to be made.</summary>
    public static void Start(DumpState dump) => Move(dump, DumpStat.Dumping, DumpStat.Queued);

    /// <summary>It has ended.</summary>
    /// <param name="dump">Dumping.</param>
    /// <param name="error">Why it failed; null where it did not.</param>
    public static void End(DumpState dump, string? error)
    {
        Move(dump, error is null ? DumpStat.Finished : DumpStat.Failed, DumpStat.Dumping);
        (dump.ErrorMessage, dump.CheckAt) = (error, null);
    }

    private static void Move(DumpState dump, string to, string from)
    {
        if (dump.Status != from)
            throw new InvalidOperationException($"a dump that is {dump.Status} cannot become {to}");
        dump.Status = to;
    }
}
