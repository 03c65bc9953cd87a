using System.Text.RegularExpressions;

namespace Audience.Tests.Web;

/// <summary>
/// A browser without scripts, as far as HTTP goes: it keeps cookies, follows redirects and sends forms of pages that it has read.
/// </summary>
internal sealed partial class ConsoleSession(Uri console) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = console };

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>Reads a page's form, and gives it back with the fields that were filled in; what the page hides goes with it.</summary>
    public async Task<FormUrlEncodedContent> FillAsync(string path, params (string Name, string Value)[] fields)
    {
        string page = await _http.GetStringAsync(new Uri(path, UriKind.Relative));
        var hidden = HiddenField().Matches(page).Select(m => (Name: m.Groups[1].Value, Value: m.Groups[2].Value));
        var all = hidden.Concat(fields).GroupBy(field => field.Name).Select(field => field.Last());
        return new FormUrlEncodedContent(all.Select(field => KeyValuePair.Create(field.Name, field.Value)));
    }

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent form) => _http.PostAsync(new Uri(path, UriKind.Relative), form);

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("<input type=\"hidden\"(?: form=\"[^\"]*\")? name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
