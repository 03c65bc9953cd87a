using Audience.Api.Errors;
using Audience.Contracts;
using Audience.Contracts.Models;

namespace Audience.Api.OpenApi;

/// <summary>What an endpoint says of itself in the OpenAPI document.</summary>
internal static class EndpointDescriptions
{
    /// <summary>
    /// The body. Any type is let through to RequestBody, which reads a body without one as JSON, and says so where another is
    /// given.
    /// </summary>
    public static RouteHandlerBuilder Reads<T>(this RouteHandlerBuilder endpoint)
        where T : notnull =>
        endpoint.Accepts<T>("application/json", "*/*").Produces<ValidationProblems>(StatusCodes.Status422UnprocessableEntity).Fails(403);

    /// <summary>Its name, what it does, and its answer in JSON.</summary>
    public static RouteHandlerBuilder Describe<T>(this RouteHandlerBuilder endpoint, string name, string summary, string description) =>
        endpoint.WithName(name).WithSummary(summary).WithDescription(description).Produces<T>().Fails(400, 401, 429, 500);

    /// <summary>Its name, what it does, and that its answer is a file.</summary>
    public static RouteHandlerBuilder Downloads(
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
            .Fails(400, 401, 429, 500);

    /// <summary>The body of a model endpoint, read as <see cref="Reads"/> does.</summary>
    public static RouteHandlerBuilder ReadsModel<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint.Accepts<T>("application/json", "*/*").Fails(403);

    /// <summary>A model endpoint: its name, what it does, and its answer in JSON.</summary>
    public static RouteHandlerBuilder DescribeModel<T>(
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
            .Produces<ModelError>(400)
            .Produces<ModelError>(500)
            .Fails(401, 429);

    /// <summary>A model endpoint whose answer is a file.</summary>
    public static RouteHandlerBuilder DownloadsModel(
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
            .Produces<ModelError>(400)
            .Produces<ModelError>(500)
            .Fails(401, 429);

    /// <summary>Errors besides those that every endpoint may answer with.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> codes)
    {
        foreach (int code in codes)
            endpoint.Produces<Envelope<string>>(code);
        return endpoint;
    }
}
