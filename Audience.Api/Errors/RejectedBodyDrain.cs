using Microsoft.AspNetCore.Http.Features;

namespace Audience.Api.Errors;

/// <summary>
/// Reads what comes of a body that is refused for its announced length, and throws it away. Otherwise the server closes the connection
/// under the caller who still sends, and he may see a broken connection in place of the answer that says what is wrong.
/// </summary>
internal static class RejectedBodyDrain
{
    // As long as the server itself reads what an endpoint has left of a smaller body.
    private static readonly TimeSpan s_maxDuration = TimeSpan.FromSeconds(5);

    public static void UseRejectedBodyDrain(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                await next(context);
                if (
                    context.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false, MaxRequestBodySize: { } max } limit
                    || !(context.Request.ContentLength > max)
                )
                    return;
                await context.Response.CompleteAsync();
                limit.MaxRequestBodySize = null;
                using var late = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
                late.CancelAfter(s_maxDuration);
                try
                {
                    await context.Request.Body.CopyToAsync(Stream.Null, late.Token);
                }
                catch (Exception e) when (e is OperationCanceledException or IOException)
                {
                    // He was answered, and sends for too long, too slowly or no more.
                }
            }
        );
}
