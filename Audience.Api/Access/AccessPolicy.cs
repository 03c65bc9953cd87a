using Audience.Hosting.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Audience.Api.Access;

/// <summary>
/// Who may do what, for every path that says nothing else: what is public is anyone's; GET asks for a role, and everything else for
/// <see cref="ApiAccess.Operate"/>. It holds for paths that do not exist, too.
/// </summary>
internal sealed class AccessPolicy(AudienceSettings settings) : AuthorizationHandler<AccessPolicy>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessPolicy requirement)
    {
        var request = ((HttpContext)context.Resource!).Request;
        bool reads = HttpMethods.IsGet(request.Method) && context.User.IsInRole(nameof(ApiAccess.Read));
        if (PublicPaths.Has(request.Path) || IsConsole(request) || reads || context.User.IsInRole(nameof(ApiAccess.Operate)))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    // The console's pages ask for the key themselves, and its calls come in with it. Without keys they are this machine's alone.
    private bool IsConsole(HttpRequest request) =>
        settings.Api.Keys.Count > 0
        && (request.Path == "/" || request.Path.StartsWithSegments("/console", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Adds access to the API's pipeline.</summary>
internal static class AccessExtensions
{
    /// <summary>Adds the scheme, the policy and the callers' limits.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, AudienceSettings settings)
    {
        // Not AddAuthentication, which makes and stores keys for cookies, of which there are none.
        services.AddAuthenticationCore(options => options.DefaultScheme = ApiKeyAuthentication.SchemeName).AddWebEncoders();
        services.TryAddSingleton(TimeProvider.System);
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(
            ApiKeyAuthentication.SchemeName,
            null
        );
        var policy = new AuthorizationPolicyBuilder().AddRequirements(new AccessPolicy(settings)).Build();
        services.AddAuthorizationBuilder().SetFallbackPolicy(policy);
        return services.AddCallLimits(settings.Api);
    }

    /// <summary>Checks access, then the caller's limits.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
    }
}
