namespace Audience.Testing.Reference;

/// <summary>A post as the reference takes it: one without a NULL.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">Its s_id.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Time">When.</param>
/// <param name="Text">The text that is labelled.</param>
public readonly record struct ReferencePost(string Id, string Source, string Author, DateTime Time, string Text);

/// <summary>A row of a label table.</summary>
public sealed record ReferenceRow(string Group, string Id, string SourceAuthor, string Panel, DateTime Time, string Source, string Match);

/// <summary>A keyword of a label: its text, and partially, start, end or exactly.</summary>
public sealed record ReferenceRule(string Panel, string Keyword, string Match)
{
    /// <summary>Whether a text gets the label.</summary>
    public bool Matches(string text) =>
        Match switch
        {
            "partially" => text.Contains(Keyword, StringComparison.OrdinalIgnoreCase),
            "start" => text.StartsWith(Keyword, StringComparison.OrdinalIgnoreCase),
            "end" => text.EndsWith(Keyword, StringComparison.OrdinalIgnoreCase),
            _ => text.Equals(Keyword, StringComparison.OrdinalIgnoreCase),
        };
}
