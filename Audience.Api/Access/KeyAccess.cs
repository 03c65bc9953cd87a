using System.Security.Cryptography;
using System.Text;
using Audience.Api.Errors;
using Audience.Hosting.Settings;

namespace Audience.Api.Access;

/// <summary>
/// Who may do what: with API_KEYS every call but those of <see cref="PublicPaths"/> needs <c>X-API-Key</c>, and anything but GET
/// one that may operate.
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
            throw new SettingsException([
                $"API_KEYS: is empty, so the API may listen on this machine only, not at {urls}. "
                    + "Set API_KEYS, or API_OPEN=true where something in front of it keeps strangers out",
            ]);
    }

    /// <summary>Lets the request pass, and tells who calls: a key or, where there are none, an address.</summary>
    /// <exception cref="ApiException">401: no valid key; 403: it may only read, or a page of somewhere else makes the browser
    /// call.</exception>
    public string Check(HttpRequest request)
    {
        if (settings.Api.Keys.Count == 0)
        {
            if (!settings.Api.Open && !IsFromHere(request))
                throw new ApiException(403, "without API_KEYS only this machine may call, under its own name, and no page of another site");
            return request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        }
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
        return Convert.ToHexString(found.Hash);
    }

    // A browser on this machine can be led here by any page that it shows: by a name of that page's site that points here (Host), or
    // straight (Origin). Neither is a caller on this machine.
    private static bool IsFromHere(HttpRequest request) =>
        IsLoopback($"http://{request.Host.Value}")
        && (
            request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value
        );

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(
            url.Replace("+", "0.0.0.0", StringComparison.Ordinal).Replace("*", "0.0.0.0", StringComparison.Ordinal),
            UriKind.Absolute,
            out var uri
        ) && uri.IsLoopback;
}
