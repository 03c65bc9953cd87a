using System.Net.Http.Json;
using System.Text.Json;

namespace Audience.Testing.Systems;

/// <summary>Calls the API while it, or what it needs, may be away.</summary>
public sealed class ApiClient(Uri address) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Posts JSON; the code and the message of the answer.</summary>
    /// <exception cref="HttpRequestException">The API is away.</exception>
    public Task<(int Code, JsonElement Message)> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    /// <summary>Gets JSON; the code and the message of the answer.</summary>
    /// <exception cref="HttpRequestException">The API is away.</exception>
    public Task<(int Code, JsonElement Message)> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    private async Task<(int Code, JsonElement Message)> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var response = await _http.SendAsync(request);
        return Split(await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Posts again and again until the answer is one that is wanted, as a caller would who does not give up.</summary>
    /// <param name="path">The endpoint.</param>
    /// <param name="body">The body.</param>
    /// <param name="wanted">Which answers are good.</param>
    public async Task<JsonElement> InsistAsync(string path, object body, Func<int, JsonElement, bool> wanted) =>
        (await InsistAsync(HttpMethod.Post, path, body, wanted)).Message;

    /// <summary>Calls again and again until the answer is one that is wanted, as a caller would who does not give up.</summary>
    /// <param name="method">GET, POST, PATCH or DELETE.</param>
    /// <param name="path">The endpoint.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="wanted">Which answers are good.</param>
    /// <exception cref="TimeoutException">None was good within three minutes.</exception>
    public async Task<(int Code, JsonElement Message)> InsistAsync(
        HttpMethod method,
        string path,
        object? body,
        Func<int, JsonElement, bool> wanted
    )
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var until = DateTime.UtcNow + Timeout;
        string last = "nothing";
        while (DateTime.UtcNow < until)
        {
            try
            {
                var (code, message) = await SendAsync(method, path, body);
                if (wanted(code, message))
                    return (code, message);
                last = $"{code} {message}";
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException or IOException)
            {
                // Away, or ended in the middle of its answer.
                last = e.Message;
            }
            await timer.WaitForNextTickAsync();
        }
        throw new TimeoutException($"{method} {path} was not accepted within {Timeout}; the last answer was: {last}");
    }

    /// <summary>Creates a task, whose id is the caller's: where an earlier try has made it, that is as good.</summary>
    public Task CreateAsync(IReadOnlyDictionary<string, object> body) =>
        InsistAsync(
            "/tasks/",
            body,
            (code, message) => code == 200 || code == 400 && message.ToString().Contains("is in use", StringComparison.Ordinal)
        );

    /// <summary>Aborts a task that runs.</summary>
    public Task AbortAsync(string taskId) => InsistAsync("/tasks/abort/", new { TASK_ID = taskId }, (code, _) => code is 200 or 400);

    /// <summary>Deletes a task.</summary>
    public Task DeleteAsync(string taskId) => InsistAsync("/tasks/delete/", new { TASK_ID = taskId }, (code, _) => code is 200 or 404);

    public void Dispose() => _http.Dispose();

    private static (int, JsonElement) Split(JsonElement answer) =>
        (answer.GetProperty("error_code").GetInt32(), answer.GetProperty("error_message"));
}
