namespace Audience.Data.Posts;

/// <summary>One post within a batch, its fields UTF-8; valid until the batch is cleared.</summary>
/// <param name="batch">The batch.</param>
/// <param name="first">The number of its first field there.</param>
public readonly struct Post(PostBatch batch, int first)
{
    /// <summary>The source's id; empty where it is NULL.</summary>
    public ReadOnlySpan<byte> Id => batch.Field(first);

    /// <summary>s_id.</summary>
    public ReadOnlySpan<byte> Source => batch.Field(first + 1);

    /// <summary>The author's name.</summary>
    public ReadOnlySpan<byte> Author => batch.Field(first + 2);

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c> with or without fraction.</summary>
    public ReadOnlySpan<byte> Time => batch.Field(first + TimeField);

    /// <summary>The number of the field <see cref="Time"/>.</summary>
    public const int TimeField = 3;

    /// <summary>A field by its number; empty where it is NULL.</summary>
    /// <param name="field">As <see cref="PostTable.FieldOf"/> gives it.</param>
    public ReadOnlySpan<byte> Field(int field) => batch.Field(first + field);

    /// <summary>Whether a text is NULL, or an id empty: there is nothing to label.</summary>
    /// <param name="field">As <see cref="PostTable.FieldOf"/> gives it.</param>
    public bool IsNothing(int field) => field == 0 ? Id.IsEmpty : batch.IsNothing(first + field);
}
