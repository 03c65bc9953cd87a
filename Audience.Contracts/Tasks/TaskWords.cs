namespace Audience.Contracts.Tasks;

/// <summary>Values of <c>state.stat</c>.</summary>
public static class Stat
{
    /// <summary>Labelling has not ended.</summary>
    public const string Pending = "PENDING";

    /// <summary>Everything is labelled.</summary>
    public const string Success = "SUCCESS";

    /// <summary>It failed; see error_message, and check_point for where to resume.</summary>
    public const string Failure = "FAILURE";

    /// <summary>It was aborted.</summary>
    public const string Break = "BREAK";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Pending, Success, Failure, Break];
}

/// <summary>Values of <c>state.prod_stat</c>.</summary>
public static class ProdStat
{
    /// <summary>The production tables are complete.</summary>
    public const string Finish = "finish";

    /// <summary>No post got a label, so there is nothing to produce.</summary>
    public const string NoData = "no_data";
}

/// <summary>Values of <c>state.phase</c>.</summary>
public static class Phase
{
    /// <summary>Created, not started.</summary>
    public const string Queued = "queued";

    /// <summary>Chunks are being planned and labelled.</summary>
    public const string Labeling = "labeling";

    /// <summary>Waiting for COUNTDOWN, or making the production tables.</summary>
    public const string Producing = "producing";

    /// <summary>Ended, one way or the other.</summary>
    public const string Done = "done";

    /// <summary>To be deleted: no answer shows it any more.</summary>
    public const string Deleting = "deleting";
}
