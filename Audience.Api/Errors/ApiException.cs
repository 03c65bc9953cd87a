namespace Audience.Api.Errors;

/// <summary>Ends a request with an error of the contract.</summary>
/// <param name="code">The body's error_code.</param>
/// <param name="message">The body's error_message: what was wrong, and what to do.</param>
/// <param name="inner">What caused it, for the log.</param>
public sealed class ApiException(int code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The body's error_code.</summary>
    public int Code { get; } = code;
}
