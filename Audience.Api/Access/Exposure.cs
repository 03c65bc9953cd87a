using Audience.Hosting.Settings;

namespace Audience.Api.Access;

/// <summary>Whom the API can be reached by. Without keys it serves this machine alone, unless the operator says otherwise.</summary>
internal static class Exposure
{
    /// <summary>Refuses to serve other machines without keys.</summary>
    /// <exception cref="SettingsException">It would.</exception>
    public static void Check(AudienceSettings settings, string urls)
    {
        if (settings.Api.Keys.Count == 0 && !settings.Api.Open && urls.Split(';').Any(url => !IsLoopback(url)))
            throw new SettingsException([
                $"API_KEYS: is empty, so the API may listen on this machine only, not at {urls}. "
                    + "Set API_KEYS, or API_OPEN=true where something in front of it keeps strangers out",
            ]);
    }

    /// <summary>
    /// Whether a caller on this machine made the request. A browser here can be led to us by any page that it shows: by a name of that
    /// page's site that points here (Host), or straight (Origin). Neither is one.
    /// </summary>
    public static bool IsFromHere(HttpRequest request) =>
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
