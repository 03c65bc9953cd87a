using System.Text.Json.Serialization;

namespace Audience.Contracts;

/// <summary>The shape of every answer of the task endpoints.</summary>
/// <typeparam name="T">What a successful call returns; a message where it failed.</typeparam>
public sealed record Envelope<T>
{
    /// <summary>
    /// 200 on success, else the error's code: 400, 401, 403, 404, 429, 500 or 503. The HTTP status is 200 but for 401, 403, 413 and 429,
    /// unless HTTP_STATUS_FROM_ERROR_CODE makes it the code.
    /// </summary>
    [JsonPropertyName("error_code"), JsonPropertyOrder(0)]
    public required int ErrorCode { get; init; }

    /// <summary>The result of the call, or what went wrong.</summary>
    [JsonPropertyName("error_message"), JsonPropertyOrder(1)]
    public required T ErrorMessage { get; init; }
}
