using Audience.Client;

namespace Audience.Web.Serving;

/// <summary>Asks for what a page can do without.</summary>
internal static class Ask
{
    /// <summary>The answer, or null with what the API says where it has none.</summary>
    public static async Task<(T? Answer, string? Mistake)> TryAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return (await ask(), null);
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 404 or 422 or 500)
        {
            return (null, string.Join(' ', ApiMistakes.Of(e).Select(m => m.Text)));
        }
    }
}
