using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Audience.Web.Serving;

/// <summary>Answers with a component: a page, or a part of one.</summary>
internal static class Page
{
    /// <summary>The component with its parameters.</summary>
    public static IResult Of<T>(Dictionary<string, object?> parameters, int status = 200)
        where T : IComponent => new RazorComponentResult<T>(parameters) { StatusCode = status };

    /// <summary>Whether a script asks for the part of a page that changes, rather than a browser for the page.</summary>
    public static bool IsPart(HttpRequest request) => request.Headers["X-Part"] == "true";
}
