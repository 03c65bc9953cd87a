using Audience.Api.OpenApi;
using Audience.Contracts.Models;

namespace Audience.Api.Documents;

/// <summary>What an endpoint of <c>/documents/</c> says of itself in the OpenAPI document.</summary>
internal static class DocumentDescriptions
{
    /// <summary>The body, of any type that RequestBody reads.</summary>
    public static RouteHandlerBuilder ReadsDocuments<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint.Accepts<T>("application/json", "*/*").DocumentsFail(422).Fails(403);

    /// <summary>Its name, what it does, and its answer in JSON.</summary>
    public static RouteHandlerBuilder DescribeDocuments<T>(
        this RouteHandlerBuilder endpoint,
        string name,
        string summary,
        string description
    ) =>
        endpoint
            .WithName(name)
            .WithSummary(summary)
            .WithDescription(description)
            .Produces<T>()
            .DocumentsFail(400, 404, 500)
            .Fails(401, 429);

    /// <summary>Its name, what it does, and that its answer is a file.</summary>
    public static RouteHandlerBuilder DownloadsDocuments(
        this RouteHandlerBuilder endpoint,
        string name,
        string summary,
        string description,
        string contentType
    ) =>
        endpoint
            .WithName(name)
            .WithSummary(summary)
            .WithDescription(description)
            .Produces<Stream>(StatusCodes.Status200OK, contentType)
            .DocumentsFail(400, 404, 500)
            .Fails(401, 429);

    /// <summary>Errors with an error_message alone.</summary>
    public static RouteHandlerBuilder DocumentsFail(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> codes)
    {
        foreach (int code in codes)
            endpoint.Produces<ModelError>(code);
        return endpoint;
    }
}
