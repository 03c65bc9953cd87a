using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Audience.Api.Errors;
using Audience.Hosting.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Audience.Api.Access;

/// <summary>
/// Who calls: the owner of the key in <c>X-API-Key</c>, with the role that the key gives; where there are no API_KEYS, whoever is let
/// near, who may operate. The name is what calls are counted by: the key's hash, or the caller's address.
/// </summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs,
    UrlEncoder encoder,
    AudienceSettings settings
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "ApiKey";

    /// <summary>The claim with the name of the caller's key.</summary>
    public const string KeyName = "audience.key_name";

    private const string Header = "X-API-Key";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(settings.Api.Keys.Count == 0 ? WithoutKeys() : WithKey());

    /// <exception cref="ApiException">Always. 401: no valid key; 403: there are none, and the caller is somewhere else.</exception>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        throw (
            settings.Api.Keys.Count == 0
                ? new ApiException(403, "without API_KEYS only this machine may call, under its own name, and no page of another site")
                : new ApiException(401, $"send a valid key in the header {Header}")
        );

    /// <exception cref="ApiException">Always, with 403: the key may only read.</exception>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        throw new ApiException(403, "this key may only read");

    private AuthenticateResult WithoutKeys() =>
        settings.Api.Open || Exposure.IsFromHere(Request)
            ? Caller(Context.Connection.RemoteIpAddress?.ToString() ?? "", "", ApiAccess.Operate)
            : AuthenticateResult.NoResult();

    private AuthenticateResult WithKey()
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(Request.Headers[Header].ToString()));
        ApiKey? found = null;
        // All of them, so that the time taken tells nothing.
        foreach (var key in settings.Api.Keys)
            if (CryptographicOperations.FixedTimeEquals(key.Hash, hash) && found?.Access != ApiAccess.Operate)
                found = key;
        return found is null ? AuthenticateResult.NoResult() : Caller(Convert.ToHexString(found.Hash), found.Name, found.Access);
    }

    private static AuthenticateResult Caller(string name, string keyName, ApiAccess access) =>
        AuthenticateResult.Success(
            new AuthenticationTicket(
                new ClaimsPrincipal(
                    new ClaimsIdentity(
                        [new(ClaimTypes.Name, name), new(ClaimTypes.Role, access.ToString()), new(KeyName, keyName)],
                        SchemeName
                    )
                ),
                SchemeName
            )
        );
}
