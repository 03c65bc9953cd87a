using System.Text;

namespace Audience.Tests.Fuzz;

/// <summary>A request as it is sent.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Body">The body's bytes, or null.</param>
/// <param name="ContentType">Its type, or null for none.</param>
internal sealed record FuzzRequest(HttpMethod Method, string Path, byte[]? Body = null, string? ContentType = null)
{
    /// <summary>Enough to send it again.</summary>
    public override string ToString()
    {
        string body = Body is null ? "" : Encoding.UTF8.GetString(Body);
        return $"{Method} {Path} [{ContentType}] {body[..Math.Min(body.Length, 1_000)]}";
    }
}
