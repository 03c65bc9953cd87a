using System.ComponentModel;
using Audience.Api.OpenApi;
using Audience.Contracts;
using Audience.Contracts.Callbacks;
using Audience.Data.Callbacks;
using NJsonSchema.Annotations;

namespace Audience.Api.Callbacks;

/// <summary>Which callbacks arrived.</summary>
public static class CallbackEndpoints
{
    /// <summary>Adds the services.</summary>
    public static IServiceCollection AddCallbacks(this IServiceCollection services) =>
        services.AddSingleton<CallbackUrls>().AddSingleton<CallbackTable>().AddSingleton<CallbackActions>();

    /// <summary>Adds the endpoints.</summary>
    public static void MapCallbacks(this IEndpointRouteBuilder app)
    {
        var callbacks = app.MapGroup("/callbacks").WithTags("Callbacks");
        callbacks
            .MapGet(
                "/",
                async (
                    HttpContext http,
                    CallbackActions actions,
                    [Description("How many at most, 1 to 1000; default 50."), JsonSchemaType(typeof(int))] string? limit,
                    [
                        Description("Only those that have not arrived and whose last try failed, given up or not."),
                        JsonSchemaType(typeof(bool))
                    ]
                        string? failed,
                    [Description("Only those that are listed after this delivery.")] string? before
                ) => Results.Ok(await actions.ListAsync(limit, failed, before, http.RequestAborted))
            )
            .Describe<Envelope<IReadOnlyList<CallbackDelivery>>>(
                "ListCallbacks",
                "List callbacks",
                "What was told, or is to be told, to each CALLBACK_URL, the latest first. Those that arrived are kept for 7 days, "
                    + "those that were given up for 30."
            );
        callbacks
            .MapPost(
                "/{delivery}/retry/",
                async ([Description("The delivery: 32 hexadecimal digits.")] string delivery, HttpContext http, CallbackActions actions) =>
                    Results.Ok(await actions.RetryAsync(delivery, http.RequestAborted))
            )
            .Describe<Envelope<string>>(
                "RetryCallback",
                "Send a callback again",
                "Now, and for another 24 hours until it arrives; also one that has arrived. X-Audience-Delivery stays the same."
            )
            .Fails(403, 404);
    }
}
