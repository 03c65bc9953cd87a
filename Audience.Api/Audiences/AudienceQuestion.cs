using Audience.Data.Audiences;

namespace Audience.Api.Audiences;

/// <summary>Which authors are meant.</summary>
/// <param name="Of">The tasks, 32 hexadecimal digits each.</param>
/// <param name="Where">Which of their authors.</param>
/// <param name="Groups">Only these source groups; none for all.</param>
public sealed record AudienceQuestion(IReadOnlyList<string> Of, AudienceExpression Where, IReadOnlyList<string> Groups);
