using Audience.Client;
using Audience.Web.Serving;
using Audience.Web.Texts;
using Microsoft.AspNetCore.Antiforgery;

namespace Audience.Web;

/// <summary>Makes a visit of a request.</summary>
public sealed class Visits(ConsoleApi api, KeyCookie keys, IAntiforgery antiforgery)
{
    /// <summary>The visit, with what its key may do.</summary>
    /// <exception cref="AudienceException">401: there is no valid key.</exception>
    public async Task<Visit> OpenAsync(HttpContext http)
    {
        string? key = keys.Read(http.Request);
        var client = api.Create(key);
        var access = (await client.GetAccessAsync(http.RequestAborted)).ErrorMessage;
        return new Visit(View(http) with { MayOperate = access.Access == "operate", SignedIn = access.NeedsKey }, client);
    }

    /// <summary>The API as the visitor may call it; the last event that the browser had goes with it.</summary>
    public AudienceClient Api(HttpContext http) => api.Create(keys.Read(http.Request), http.Request.Headers["Last-Event-ID"]);

    /// <summary>What a page needs that asks the API nothing.</summary>
    public View View(HttpContext http) =>
        new()
        {
            Words = new Words(Language(http.Request)),
            Path = http.Request.Path + http.Request.QueryString,
            Theme = http.Request.Cookies["audience_theme"] is "light" or "dark" ? http.Request.Cookies["audience_theme"]! : "",
            FormToken = antiforgery.GetAndStoreTokens(http).RequestToken ?? "",
        };

    private static string Language(HttpRequest request)
    {
        if (request.Cookies["audience_language"] is { } chosen && Words.Languages.Contains(chosen))
            return chosen;
        foreach (var wanted in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1))
            if (wanted.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
                return "zh-Hant";
            else if (wanted.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                return "en";
        return Words.Languages[0];
    }
}
