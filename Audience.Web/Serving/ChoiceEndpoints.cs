using Audience.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Audience.Web.Serving;

/// <summary>Language and appearance, kept in the browser.</summary>
internal static class ChoiceEndpoints
{
    /// <summary>Adds the endpoint; it leads back to the page that it was called from.</summary>
    public static void MapChoices(this IEndpointRouteBuilder console) =>
        console
            .MapPost(
                "/choices",
                (
                    HttpContext http,
                    [FromForm(Name = "language")] string? language,
                    [FromForm(Name = "theme")] string? theme,
                    [FromForm(Name = "back")] string? back
                ) =>
                {
                    if (language is not null && Words.Languages.Contains(language))
                        Keep(http, "audience_language", language);
                    if (theme is "light" or "dark")
                        Keep(http, "audience_theme", theme);
                    return Results.Redirect(Page.Ours(back) ?? ConsoleRegistration.Path + "/tasks");
                }
            )
            .DisableAntiforgery();

    private static void Keep(HttpContext http, string name, string value) =>
        http.Response.Cookies.Append(
            name,
            value,
            new CookieOptions
            {
                Path = ConsoleRegistration.Path,
                MaxAge = TimeSpan.FromDays(365),
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = http.Request.IsHttps,
            }
        );
}
