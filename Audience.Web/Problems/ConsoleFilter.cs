using Audience.Client;
using Audience.Web.Serving;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Audience.Web.Problems;

/// <summary>What holds for every page: its headers, that forms come from our own pages, and what is shown where the API fails.</summary>
internal static class ConsoleFilter
{
    /// <summary>Wraps every endpoint of the console.</summary>
    public static async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        SecurityHeaders.Add(http.Response);
        http.Response.Headers.CacheControl = "no-cache, no-store";
        var visits = http.RequestServices.GetRequiredService<Visits>();
        try
        {
            if (!HttpMethods.IsGet(http.Request.Method))
                await http.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(http);
            object? answer = await next(context);
            if (answer is RazorComponentResult)
                Page.AddStyles(http);
            return answer;
        }
        catch (AntiforgeryValidationException e) when (IsTooLarge(e.InnerException))
        {
            var view = visits.View(http);
            return Problem(view, StatusCodes.Status413PayloadTooLarge, "Problem.Failed", view.Words["Problem.Large"]);
        }
        catch (AntiforgeryValidationException)
        {
            return Problem(visits.View(http), 400, "Problem.Failed", visits.View(http).Words["Problem.Old"]);
        }
        catch (AudienceException e) when (e.StatusCode == 401)
        {
            KeyCookie.Delete(http);
            return Results.Redirect(ConsoleRegistration.Path + "/sign-in");
        }
        catch (AudienceException e)
        {
            string title = e.StatusCode == 404 ? "Problem.Gone" : "Problem.Failed";
            return Problem(visits.View(http), e.StatusCode, title, string.Join(' ', ApiMistakes.Of(e).Select(m => m.Text)));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !http.RequestAborted.IsCancellationRequested)
        {
            var view = visits.View(http);
            // A form is not sent again by itself.
            bool again = HttpMethods.IsGet(http.Request.Method);
            return Problem(view, 503, "Problem.Away", view.Words["Problem.AwayText"], again);
        }
    }

    // A field is longer than the console takes, or the request than the server.
    private static bool IsTooLarge(Exception? cause) =>
        cause is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge };

    private static IResult Problem(View view, int status, string title, string text, bool again = false) =>
        Page.Of<ProblemPage>(
            new Dictionary<string, object?>
            {
                ["View"] = view,
                ["Title"] = view.Words[title],
                ["Text"] = text,
                ["Again"] = again,
            },
            status
        );
}
