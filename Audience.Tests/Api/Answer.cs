using System.Text;
using System.Text.Json;

namespace Audience.Tests.Api;

/// <summary>An answer of the API as it came.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The body.</param>
internal sealed record Answer(int Status, string Text)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    /// <summary>error_code.</summary>
    public int Code => Json.GetProperty("error_code").GetInt32();

    /// <summary>error_message where it is a text.</summary>
    public string Message => Json.GetProperty("error_message").GetString()!;

    /// <summary>The mistakes of a 422: where, and of what kind.</summary>
    public IReadOnlyList<string> Mistakes =>
        [
            .. Json.GetProperty("detail")
                .EnumerateArray()
                .Select(d => $"{string.Join('.', d.GetProperty("loc").EnumerateArray())} {d.Text("type")}"),
        ];

    /// <summary>The names of an object, in their order.</summary>
    public static IReadOnlyList<string> Names(JsonElement element) => [.. element.EnumerateObject().Select(p => p.Name)];

    /// <summary>Fails unless this is the error, word for word, in the contract's envelope and with HTTP 200.</summary>
    public void ShouldBe(int code, string message)
    {
        Assert.Multiple(() =>
        {
            Assert.That(Status, Is.EqualTo(200), Text);
            Assert.That(Names(Json), Is.EqualTo(["error_code", "error_message"]), Text);
            Assert.That(Code, Is.EqualTo(code), Text);
            Assert.That(Message, Is.EqualTo(message));
        });
    }

    /// <summary>Fails unless this is an error that begins so; the rest is the database's or the broker's own words.</summary>
    public void ShouldBegin(int code, string message)
    {
        Assert.Multiple(() =>
        {
            Assert.That(Code, Is.EqualTo(code), Text);
            Assert.That(Message, Does.StartWith(message));
            Assert.That(Message, Has.Length.GreaterThan(message.Length), "the reason follows");
        });
    }
}

/// <summary>Calls that show the whole answer.</summary>
internal static class Calls
{
    /// <summary>Gets a path.</summary>
    public static Task<Answer> GetAnswerAsync(this HttpClient http, string path) => http.SendAsync(HttpMethod.Get, path, null, null);

    /// <summary>Posts JSON, given as text or as an object.</summary>
    public static Task<Answer> PostAnswerAsync(this HttpClient http, string path, object body) =>
        http.SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body)), "application/json");

    /// <summary>Calls with a body as it stands, and its type, or none.</summary>
    public static async Task<Answer> SendAsync(this HttpClient http, HttpMethod method, string path, byte[]? body, string? type)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        // A body that the API refuses by its length is then never sent, instead of cut off while it is on its way.
        request.Headers.ExpectContinue = body?.Length > 1_000_000;
        if (body is not null)
            request.Content = new ByteArrayContent(body);
        if (type is not null)
            request.Content!.Headers.Add("Content-Type", type);
        using var response = await http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
