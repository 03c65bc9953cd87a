using Audience.Samples;

namespace Audience.Testing.Systems;

/// <summary>The posts that are labelled while faults strike.</summary>
public static class FaultPosts
{
    /// <summary>When they begin.</summary>
    public static readonly DateTime Start = new(2020, 1, 1);

    /// <summary>All of them, 20,000 in 60 days.</summary>
    public static readonly IReadOnlyList<MadePost> All = [.. new PostMaker(20_000, Start, 60).Make()];
}
