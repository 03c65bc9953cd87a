using System.Text.Json;
using Audience.Tests.Api;

namespace Audience.Tests.ModelWorker;

/// <summary>Calls of the model endpoints as a frontend makes them.</summary>
internal static class ModelCalls
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(3);

    /// <summary>A body that prepares a model.</summary>
    public static Dictionary<string, object?> Body(
        this FrontendData data,
        int job,
        int dataset,
        string type,
        params (string Name, object? Value)[] changes
    )
    {
        var body = new Dictionary<string, object?>
        {
            ["QUEUE"] = "queue2",
            ["DATASET_DB"] = data.Name,
            ["DATASET_NO"] = dataset,
            ["MODEL_JOB_ID"] = job,
            ["PREDICT_TYPE"] = "CONTENT",
            ["MODEL_TYPE"] = type,
            ["MODEL_INFO"] = new { model_path = $"{job}_{type.ToLowerInvariant()}" },
        };
        foreach (var (name, value) in changes)
            body[name] = value;
        return body;
    }

    /// <summary>A body that labels the first day of 2020, and produces at once.</summary>
    public static Dictionary<string, object?> TaskBody(params (string Name, object? Value)[] more) =>
        new(more.Select(field => KeyValuePair.Create(field.Name, field.Value)))
        {
            ["START_TIME"] = "2020-01-01",
            ["END_TIME"] = "2020-01-02",
            ["COUNTDOWN"] = 0,
        };

    /// <summary>Prepares a model, which must be accepted; its task id.</summary>
    public static async Task<string> PrepareAsync(this HttpClient http, Dictionary<string, object?> body)
    {
        var answer = await http.PostAnswerAsync("/models/prepare/", body);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return answer.Json.GetProperty("task_id").GetString()!;
    }

    /// <summary>A model's status.</summary>
    public static Task<JsonElement> ModelAsync(this HttpClient http, object id) => http.ReadAsync($"/models/{id}");

    /// <summary>Waits until a model's training has ended.</summary>
    public static Task<JsonElement> WaitForModelAsync(this HttpClient http, object id) =>
        http.WaitForModelAsync(id, m => m.Text("training_status") is not ("pending" or "started"));

    /// <summary>Waits until a model is as wanted.</summary>
    public static Task<JsonElement> WaitForModelAsync(this HttpClient http, object id, Func<JsonElement, bool> wanted) =>
        Eventually.GetAsync(() => http.ModelAsync(id), wanted, s_timeout);

    /// <summary>Prepares a model and waits until it is ready.</summary>
    public static async Task<string> PrepareReadyAsync(this HttpClient http, Dictionary<string, object?> body)
    {
        string id = await http.PrepareAsync(body);
        var model = await http.WaitForModelAsync(id);
        Assert.That(model.Text("training_status"), Is.AnyOf("finished", "untrainable"), model.ToString());
        return id;
    }

    /// <summary>The reports of a model, by dataset type.</summary>
    public static async Task<Dictionary<string, JsonElement>> ReportsAsync(this HttpClient http, object id) =>
        (await http.ReadAsync($"/models/{id}/report/"))
            .EnumerateArray()
            .ToDictionary(r => r.Text("dataset_type")!, r => JsonSerializer.Deserialize<JsonElement>(r.Text("report")!));

    /// <summary>Deletes with a body.</summary>
    public static async Task<Answer> DeleteAnswerAsync(this HttpClient http, string path, object body) =>
        await http.SendAsync(HttpMethod.Delete, path, JsonSerializer.SerializeToUtf8Bytes(body), "application/json");

    /// <summary>Imports a file.</summary>
    public static async Task<Answer> ImportAsync(this HttpClient http, byte[] file, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "../../etc/passwd" } };
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        using var response = await http.PostAsync(new Uri("/models/import/", UriKind.Relative), form);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Fails unless this is an error of the model endpoints with these words in it.</summary>
    public static void ShouldFail(this Answer answer, string words, int status = 400)
    {
        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(status), answer.Text);
            Assert.That(Answer.Names(answer.Json), Is.EqualTo(["error_message"]), answer.Text);
            Assert.That(answer.Message, Does.Contain(words));
        });
    }
}
