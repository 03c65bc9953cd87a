using Audience.Client;
using Audience.Web.Serving;
using Microsoft.AspNetCore.Mvc;

namespace Audience.Web.Access;

/// <summary>Asks for the API key once.</summary>
internal static class SignInEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder console)
    {
        console.MapGet("/sign-in", (HttpContext http, Visits visits) => Form(visits.View(http), null));
        console.MapPost("/sign-in", SignInAsync).DisableAntiforgery();
        console
            .MapPost(
                "/sign-out",
                (HttpContext http) =>
                {
                    KeyCookie.Delete(http);
                    return Results.Redirect(ConsoleRegistration.Path + "/sign-in");
                }
            )
            .DisableAntiforgery();
    }

    private static async Task<IResult> SignInAsync(
        HttpContext http,
        Visits visits,
        ConsoleApi api,
        KeyCookie cookie,
        [FromForm(Name = "key")] string? key
    )
    {
        var view = visits.View(http);
        key = key?.Trim();
        if (string.IsNullOrEmpty(key))
            return Form(view, view.Words["SignIn.Empty"]);
        try
        {
            await api.Create(key).GetAccessAsync(http.RequestAborted);
        }
        catch (AudienceException e) when (e.StatusCode == 401)
        {
            return Form(view, view.Words["SignIn.Wrong"]);
        }
        catch (FormatException)
        {
            return Form(view, view.Words["SignIn.Wrong"]);
        }
        cookie.Write(http, key);
        return Results.Redirect(ConsoleRegistration.Path + "/tasks");
    }

    private static IResult Form(View view, string? mistake) =>
        Page.Of<SignInPage>(new Dictionary<string, object?> { ["View"] = view, ["Mistake"] = mistake }, mistake is null ? 200 : 422);
}
