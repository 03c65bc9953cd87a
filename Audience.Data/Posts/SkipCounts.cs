using System.Text.Json;
using Audience.Contracts.Tasks;

namespace Audience.Data.Posts;

/// <summary>How many posts were left out, by reason; see <see cref="SkippedPosts"/>.</summary>
public readonly record struct SkipCounts(long NoAuthor, long NoSource, long ImpossibleTime, long NoText)
{
    /// <summary>One post without an author.</summary>
    public static readonly SkipCounts OneWithoutAuthor = new(1, 0, 0, 0);

    /// <summary>One post without a source.</summary>
    public static readonly SkipCounts OneWithoutSource = new(0, 1, 0, 0);

    /// <summary>One post of an impossible time.</summary>
    public static readonly SkipCounts OneOfImpossibleTime = new(0, 0, 1, 0);

    /// <summary>One post without a text.</summary>
    public static readonly SkipCounts OneWithoutText = new(0, 0, 0, 1);

    /// <summary>All of them.</summary>
    public long Total => NoAuthor + NoSource + ImpossibleTime + NoText;

    /// <summary>Adds up.</summary>
    public static SkipCounts operator +(SkipCounts a, SkipCounts b) =>
        new(a.NoAuthor + b.NoAuthor, a.NoSource + b.NoSource, a.ImpossibleTime + b.ImpossibleTime, a.NoText + b.NoText);

    /// <summary>As <c>state.skipped</c> has it.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(
            new SkippedPosts
            {
                NoAuthor = NoAuthor,
                NoSource = NoSource,
                ImpossibleTime = ImpossibleTime,
                NoText = NoText,
            }
        );
}
