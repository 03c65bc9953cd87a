using System.Security.Cryptography;
using System.Text;
using Audience.Api.Errors;
using Audience.Hosting.Settings;

namespace Audience.Api.Access;

/// <summary>
/// Who may do what: with API_KEYS every call but those of /health, /metrics and /docs needs <c>X-API-Key</c>, and anything but GET one that may operate.
/// Without keys the API serves this machine alone, unless the operator says otherwise.
/// </summary>
public sealed class KeyAccess(AudienceSettings settings)
{
    private const string Header = "X-API-Key";

    /// <summary>Refuses to serve other machines without keys.</summary>
    /// <exception cref="SettingsException">It would.</exception>
    public static void CheckExposure(AudienceSettings settings, string urls)
    {
        if (settings.Api.Keys.Count == 0 && !settings.Api.Open && urls.Split(';').Any(url => !IsLoopback(url)))
            throw new SettingsException([$"API_KEYS: is empty, so the API may listen on this machine only, not at {urls}. Set API_KEYS, or API_OPEN=true where something in front of it keeps strangers out"]);
    }

    /// <summary>Lets the request pass.</summary>
    /// <exception cref="ApiException">401: no valid key; 403: it may only read.</exception>
    public void Check(HttpRequest request)
    {
        if (settings.Api.Keys.Count == 0 || IsPublic(request.Path))
            return;
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers[Header].ToString()));
        ApiKey? found = null;
        // All of them, so that the time taken tells nothing.
        foreach (var key in settings.Api.Keys)
            if (CryptographicOperations.FixedTimeEquals(key.Hash, hash) && found?.Access != ApiAccess.Operate)
                found = key;
        if (found is null)
            throw new ApiException(401, $"send a valid key in the header {Header}");
        if (found.Access == ApiAccess.Read && !HttpMethods.IsGet(request.Method))
            throw new ApiException(403, "this key may only read");
    }

    private static bool IsPublic(PathString path) => path.StartsWithSegments("/health") || path.StartsWithSegments("/metrics") || path.StartsWithSegments("/docs") || path.StartsWithSegments("/openapi.json");

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url.Replace("+", "0.0.0.0", StringComparison.Ordinal).Replace("*", "0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri) && uri.IsLoopback;
}
