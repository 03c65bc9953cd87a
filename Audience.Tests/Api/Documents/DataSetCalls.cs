using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Audience.Tests.Api.Documents;

/// <summary>
/// Calls of <c>/documents/</c> as the newer frontend makes them: JSON without a Content-Type, uploads without a part type.
/// </summary>
internal static class DataSetCalls
{
    private static readonly UTF8Encoding s_utf8 = new(false);

    /// <summary>Calls with JSON and no Content-Type.</summary>
    public static Task<Answer> BareAsync(this HttpClient http, HttpMethod method, string path, object? body = null) =>
        http.SendAsync(method, path, body is null ? null : s_utf8.GetBytes(body as string ?? JsonSerializer.Serialize(body)), null);

    /// <summary>Adds a data set under a new id.</summary>
    public static async Task<string> AddSetAsync(this HttpClient http, bool multi = false, string type = "machine_learning_task")
    {
        string id = Guid.NewGuid().ToString("N");
        var answer = await http.BareAsync(
            HttpMethod.Post,
            $"/documents/{id}/add",
            new
            {
                NAME = "名字",
                DESCRIPTION = "",
                TASK_TYPE = type,
                IS_MULTI_LABEL = multi,
            }
        );
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return id;
    }

    /// <summary>Uploads a CSV, given as text.</summary>
    public static Task<Answer> UploadAsync(this HttpClient http, string id, string csv, bool overwrite = false) =>
        http.UploadAsync(id, s_utf8.GetBytes(csv), overwrite);

    /// <summary>Uploads a file with a name in raw UTF-8; its boundary is named in the Content-Type, or only by the body.</summary>
    public static async Task<Answer> UploadAsync(
        this HttpClient http,
        string id,
        byte[] file,
        bool overwrite = false,
        bool named = true,
        string name = "filename=\"資料集.csv\""
    )
    {
        const string boundary = "3f1c8f0c6a7d4b7e";
        byte[] body =
        [
            .. s_utf8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; {name}\r\n\r\n"),
            .. file,
            .. s_utf8.GetBytes($"\r\n--{boundary}--\r\n"),
        ];
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri($"/documents/{id}/upload?overwrite={(overwrite ? "true" : "false")}", UriKind.Relative)
        );
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data" + (named ? $"; boundary={boundary}" : ""));
        using var response = await http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The documents of a set, in words.</summary>
    public static async Task<IReadOnlyList<string>> DocumentsAsync(this HttpClient http, string id, string query = "") =>
        [
            .. (await http.ReadAsync($"/documents/{id}/dataset{query}"))
                .EnumerateArray()
                .Select(d => $"{d.Text("title")}/{d.Text("author")}/{d.Text("content")}/{d.Text("dataset_type")}/{d.Text("label")}"),
        ];

    /// <summary>The rules of a set, in words.</summary>
    public static async Task<IReadOnlyList<string>> RulesAsync(this HttpClient http, string id) =>
        [
            .. (await http.ReadAsync($"/documents/{id}/rules"))
                .EnumerateArray()
                .Select(r => $"{r.Text("content")}/{r.Text("label")}/{r.Text("rule_type")}/{r.Text("match_type")}"),
        ];

    /// <summary>The file that a set is downloaded as.</summary>
    public static async Task<byte[]> DownloadAsync(this HttpClient http, string id) =>
        await http.GetByteArrayAsync(new Uri($"/documents/{id}/download", UriKind.Relative));

    /// <summary>Fails unless the call went well.</summary>
    public static void ShouldBeTaken(this Answer answer) => Assert.That(answer.Status, Is.EqualTo(200), answer.Text);

    /// <summary>Fails unless this is an error of <c>/documents/</c> with these words in it.</summary>
    public static void ShouldRefuse(this Answer answer, int status, params string[] words)
    {
        Assert.That(answer.Status, Is.EqualTo(status), answer.Text);
        Assert.That(Answer.Names(answer.Json), Is.EqualTo(["error_message"]), answer.Text);
        foreach (string word in words)
            Assert.That(answer.Message, Does.Contain(word));
    }
}
