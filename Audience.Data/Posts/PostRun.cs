namespace Audience.Data.Posts;

/// <summary>Some posts that follow one another in time.</summary>
/// <param name="Slice">Where the first is counted from.</param>
/// <param name="Offset">How many posts of the slice come before the first.</param>
/// <param name="Rest">How many posts of the slice follow from the first on, itself among them; null where that is not known.</param>
/// <param name="End">No post is at or after it; later than the slice's start.</param>
/// <param name="Posts">How many at most.</param>
public readonly record struct PostRun(PostRange Slice, int Offset, int? Rest, DateTime End, int Posts);

/// <summary>How many posts a slice has.</summary>
/// <param name="Posts">How many.</param>
/// <param name="IsExact">Whether they were counted; else the number follows from the first of them.</param>
public readonly record struct SliceCount(long Posts, bool IsExact);
