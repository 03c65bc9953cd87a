using Audience.Client;

namespace Audience.Web.Serving;

/// <summary>Hands a file of the API on to the browser as it comes, with its name.</summary>
internal sealed class HandedOn(FileResponse file) : IResult
{
    private static readonly string[] s_headers = ["Content-Type", "Content-Disposition", "Content-Encoding"];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (file)
        {
            foreach (string name in s_headers)
                if (file.Headers.TryGetValue(name, out var values))
                    httpContext.Response.Headers[name] = values.ToArray();
            await file.Stream.CopyToAsync(httpContext.Response.Body, httpContext.RequestAborted);
        }
    }
}
