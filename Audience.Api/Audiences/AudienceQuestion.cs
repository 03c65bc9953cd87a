using System.Text.Json;
using Audience.Data.Audiences;

namespace Audience.Api.Audiences;

/// <summary>Which authors are meant.</summary>
/// <param name="Of">The tasks, 32 hexadecimal digits each.</param>
/// <param name="Where">Which of their authors.</param>
/// <param name="Groups">Only these source groups; none for all.</param>
/// <param name="WhereJson">Where as it was sent; null for all authors.</param>
public sealed record AudienceQuestion(
    IReadOnlyList<string> Of,
    AudienceExpression Where,
    IReadOnlyList<string> Groups,
    JsonElement? WhereJson = null
)
{
    /// <summary>As it is saved.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(
            new Saved
            {
                Of = Of,
                Where = WhereJson,
                Groups = Groups,
            }
        );

    /// <summary>As it was saved.</summary>
    public static AudienceQuestion FromJson(string json)
    {
        var saved = JsonSerializer.Deserialize<Saved>(json)!;
        var where = saved.Where is { } read ? AudienceExpression.Read(read) : AudienceExpression.All;
        return new AudienceQuestion(saved.Of, where, saved.Groups, saved.Where);
    }

    private sealed record Saved
    {
        public required IReadOnlyList<string> Of { get; init; }
        public JsonElement? Where { get; init; }
        public required IReadOnlyList<string> Groups { get; init; }
    }
}
