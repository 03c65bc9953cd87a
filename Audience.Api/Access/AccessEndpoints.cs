using Audience.Api.OpenApi;
using Audience.Contracts;
using Audience.Hosting.Settings;

namespace Audience.Api.Access;

/// <summary>Tells callers what they may do, so that nothing is offered to them that would be refused.</summary>
internal static class AccessEndpoints
{
    /// <summary>Adds the endpoint.</summary>
    public static void MapAccess(this IEndpointRouteBuilder app) =>
        app.MapGroup("/access")
            .WithTags("Access")
            .MapGet(
                "/",
                (HttpContext http, AudienceSettings settings) =>
                    Results.Ok(
                        new Envelope<AccessSummary>
                        {
                            ErrorCode = 200,
                            ErrorMessage = new AccessSummary
                            {
                                Access = http.User.IsInRole(nameof(ApiAccess.Operate)) ? "operate" : "read",
                                NeedsKey = settings.Api.Keys.Count > 0,
                            },
                        }
                    )
            )
            .Describe<Envelope<AccessSummary>>("GetAccess", "What the caller may do", "What the key that is sent may do.");
}
