using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Audience.Web.Serving;

/// <summary>Answers with a component: a page, or a part of one.</summary>
internal static class Page
{
    private static readonly string s_styles = $"<{ConsoleAssets.Of("console.css")}>; rel=preload; as=style";

    /// <summary>The component with its parameters.</summary>
    public static IResult Of<T>(Dictionary<string, object?> parameters, int status = 200)
        where T : IComponent => new RazorComponentResult<T>(parameters) { StatusCode = status };

    /// <summary>The id of the part of a page that a script asks for; null where a browser asks for the page.</summary>
    public static string? PartOf(HttpRequest request) => request.Headers["X-Part"].ToString() is { Length: > 0 } part ? part : null;

    /// <summary>Where a form asks to be led back to, if that is a page of ours; else null.</summary>
    public static string? Ours(string? address) =>
        address?.StartsWith(ConsoleRegistration.Path + "/", StringComparison.Ordinal) == true ? address : null;

    /// <summary>Tells a browser of the style sheet before the page, so that both come at once.</summary>
    public static void AddStyles(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) && PartOf(http.Request) is null)
            http.Response.Headers.Link = s_styles;
    }
}
