using System.Text.Json.Serialization;

namespace Audience.Api.Errors;

/// <summary>A body that is not of the documented form: HTTP 422, every mistake at once.</summary>
public sealed class ValidationException(IReadOnlyList<ValidationProblem> problems) : Exception("the request body is malformed")
{
    /// <summary>The mistakes.</summary>
    public IReadOnlyList<ValidationProblem> Problems { get; } = problems;
}

/// <summary>The body of an HTTP 422 answer.</summary>
public sealed record ValidationProblems
{
    /// <summary>The mistakes.</summary>
    [JsonPropertyName("detail")]
    public required IReadOnlyList<ValidationProblem> Detail { get; init; }
}

/// <summary>One mistake in a request.</summary>
public sealed record ValidationProblem
{
    /// <summary>Where: <c>["body", "START_TIME"]</c>.</summary>
    [JsonPropertyName("loc")]
    public required IReadOnlyList<string> Loc { get; init; }

    /// <summary>What is wrong.</summary>
    [JsonPropertyName("msg")]
    public required string Msg { get; init; }

    /// <summary>The kind of mistake: <c>value_error.missing</c>.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>A mistake in the body.</summary>
    /// <param name="path">The names that lead to the field; none for the body as a whole.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="type">The kind of mistake.</param>
    public static ValidationProblem InBody(IEnumerable<string> path, string message, string type) =>
        new()
        {
            Loc = ["body", .. path],
            Msg = message,
            Type = type,
        };
}
