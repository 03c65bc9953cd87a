namespace Audience.Data.Models;

/// <summary>The steps of a model's work, keys in <c>model_work</c>.</summary>
public static class ModelStep
{
    /// <summary>Fitting it, or reading its rules.</summary>
    public const string Train = "train";

    /// <summary>Evaluating it on documents that it was not made with.</summary>
    public const string Test = "test";
}

/// <summary>Values of <c>training_status</c> and <c>ext_status</c>.</summary>
public static class ModelStat
{
    /// <summary>Asked for, not begun.</summary>
    public const string Pending = "pending";

    /// <summary>At work.</summary>
    public const string Started = "started";

    /// <summary>Ready, and evaluated.</summary>
    public const string Finished = "finished";

    /// <summary>error_message says why.</summary>
    public const string Failed = "failed";

    /// <summary>Aborted, or replaced by a later one.</summary>
    public const string Break = "break";

    /// <summary>Rules that are ready: there is nothing to train.</summary>
    public const string Untrainable = "untrainable";

    /// <summary>All of them, for messages and checks.</summary>
    public static readonly IReadOnlyList<string> All = [Pending, Started, Finished, Failed, Break, Untrainable];
}
