using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Audience.Tests;

/// <summary>Calls of the API as a test makes them.</summary>
internal static class ApiCalls
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(3);

    /// <summary>Posts JSON and returns the answer, whatever its code.</summary>
    public static async Task<JsonElement> PostAsync(this HttpClient http, string path, object body)
    {
        using var content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Gets JSON.</summary>
    public static async Task<JsonElement> ReadAsync(this HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Creates a task that must be accepted, and returns its id.</summary>
    public static async Task<string> CreateTaskAsync(this HttpClient http, object body)
    {
        var answer = await http.PostAsync("/tasks/", body);
        Assert.That(answer.GetProperty("error_code").GetInt32(), Is.EqualTo(200), answer.ToString());
        return answer.GetProperty("error_message").GetProperty("task_id").GetString()!;
    }

    /// <summary>The task's state row.</summary>
    public static async Task<JsonElement> StatusAsync(this HttpClient http, string taskId) =>
        (await http.ReadAsync($"/tasks/{taskId}")).GetProperty("error_message");

    /// <summary>Waits until a condition on the task's state row holds.</summary>
    public static async Task<JsonElement> WaitForAsync(this HttpClient http, string taskId, Func<JsonElement, bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(30));
        var until = DateTime.UtcNow + s_timeout;
        while (true)
        {
            var task = await http.StatusAsync(taskId);
            if (condition(task))
                return task;
            if (DateTime.UtcNow > until)
                throw new TimeoutException($"the task stands at {task}");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Waits until the task has ended.</summary>
    public static Task<JsonElement> WaitUntilDoneAsync(this HttpClient http, string taskId) =>
        http.WaitForAsync(taskId, t => t.Text("phase") == "done");

    /// <summary>A text of an object, or null.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.GetProperty(name).ValueKind == JsonValueKind.Null ? null : element.GetProperty(name).ToString();
}
