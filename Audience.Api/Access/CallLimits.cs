using System.Threading.RateLimiting;
using Audience.Contracts;
using Audience.Hosting.Settings;

namespace Audience.Api.Access;

/// <summary>
/// How much one caller may ask for, so that none can take the API away from the others: calls in a second, and large bodies at a
/// time.
/// </summary>
internal static class CallLimits
{
    // Each may take several times MAX_REQUEST_BYTES of memory while it is read and compiled.
    private const int LargeAtOnce = 4,
        LargeWaiting = 100,
        LargeBytes = 1_000_000;

    // Stands for whoever asks for what is public.
    private const string Unlimited = "";

    /// <summary>Adds the limiter.</summary>
    public static IServiceCollection AddCallLimits(this IServiceCollection services, ApiSettings settings) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(http => PerSecond(CallerOf(http), settings.CallsPerSecond)),
                PartitionedRateLimiter.Create<HttpContext, string>(http =>
                    PerSecond(HttpMethods.IsGet(http.Request.Method) ? Unlimited : CallerOf(http), settings.ChangesPerSecond)
                ),
                PartitionedRateLimiter.Create<HttpContext, string>(http => Large(IsLarge(http.Request) ? CallerOf(http) : Unlimited))
            );
            limiter.OnRejected = async (rejected, cancellationToken) =>
            {
                var response = rejected.HttpContext.Response;
                (response.StatusCode, response.Headers.RetryAfter) = (StatusCodes.Status429TooManyRequests, "1");
                await response.WriteAsJsonAsync(
                    new Envelope<string>
                    {
                        ErrorCode = 429,
                        ErrorMessage =
                            "too many calls, or too many large ones at a time: wait a second, then go on "
                            + "more slowly; the operator may raise CALLS_PER_SECOND or CHANGES_PER_SECOND",
                    },
                    cancellationToken
                );
            };
        });

    private static string CallerOf(HttpContext http) =>
        PublicPaths.Has(http.Request.Path) ? Unlimited : http.User.Identity?.Name ?? Unlimited;

    // A body without a length may be of any.
    private static bool IsLarge(HttpRequest request) => !HttpMethods.IsGet(request.Method) && request.ContentLength is null or > LargeBytes;

    private static RateLimitPartition<string> PerSecond(string caller, int calls) =>
        caller == Unlimited || calls == 0
            ? RateLimitPartition.GetNoLimiter(Unlimited)
            : RateLimitPartition.GetTokenBucketLimiter(
                caller,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = calls,
                    TokensPerPeriod = calls,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                }
            );

    private static RateLimitPartition<string> Large(string caller) =>
        caller == Unlimited
            ? RateLimitPartition.GetNoLimiter(Unlimited)
            : RateLimitPartition.GetConcurrencyLimiter(
                caller,
                _ => new ConcurrencyLimiterOptions { PermitLimit = LargeAtOnce, QueueLimit = LargeWaiting }
            );
}
