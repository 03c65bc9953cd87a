using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Audience.Web.Serving;

/// <summary>The API key in a cookie that no script can read and no other site can send, encrypted.</summary>
public sealed class KeyCookie(IDataProtectionProvider protection)
{
    private const string Name = "audience_key";
    private readonly IDataProtector _protector = protection.CreateProtector("Audience.Web.Key");

    /// <summary>The key, or null where there is none that can be read.</summary>
    public string? Read(HttpRequest request)
    {
        if (request.Cookies[Name] is not { Length: > 0 } cookie)
            return null;
        try
        {
            return _protector.Unprotect(cookie);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Keeps a key until the browser is closed.</summary>
    public void Write(HttpContext http, string key) => http.Response.Cookies.Append(Name, _protector.Protect(key), Options(http));

    /// <summary>Forgets it.</summary>
    public static void Delete(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http));

    private static CookieOptions Options(HttpContext http) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            Path = "/console",
        };
}
