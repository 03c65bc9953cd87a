using System.Text.Json;
using Audience.Contracts;
using Audience.Contracts.Tasks;

namespace Audience.Local.Demo;

/// <summary>The demo's task, over HTTP as any caller would do it.</summary>
internal sealed class DemoTask(HttpClient http)
{
    /// <summary>The first day of the made posts, and of the task.</summary>
    public static readonly DateTime Start = new(2020, 1, 1);

    /// <summary>How many days they cover.</summary>
    public const int Days = 366;

    /// <summary>The labels and their keywords.</summary>
    public static readonly IReadOnlyDictionary<string, object[]> Pattern = new Dictionary<string, object[]>
    {
        ["女性"] = ["小姐", "媽媽", "阿姨", "公主", "人妻", "女孩", "少女", "太太", Rule("娘", "partially"), Rule("姐", "end"), Rule("妹", "end"), Rule("婆婆", "end")],
        ["男性"] = ["先生", "爸爸", "叔叔", "王子", "男孩", "少爺", Rule("哥", "end"), Rule("弟", "end"), Rule("爺", "end"), Rule("阿伯", "partially"), Rule("大叔", "end"), Rule("老爹", "end")],
    };

    /// <summary>Creates the task and returns its id.</summary>
    public async Task<string> CreateAsync(CancellationToken cancel)
    {
        var response = await http.PostAsJsonAsync("/tasks/", new
        {
            MODEL_TYPE = "keyword_model", PREDICT_TYPE = "author_name", START_TIME = "2020-01-01", END_TIME = "2021-01-01", PATTERN = Pattern, COUNTDOWN = 0,
        }, cancel);
        return (await ReadAsync<TaskConfiguration>(response, cancel)).TaskId;
    }

    /// <summary>The task's state.</summary>
    public async Task<TaskSummary> StatusAsync(string taskId, CancellationToken cancel) =>
        await ReadAsync<TaskSummary>(await http.GetAsync(new Uri($"/tasks/{taskId}", UriKind.Relative), cancel), cancel);

    /// <summary>Some rows.</summary>
    public async Task<IReadOnlyList<SampleRow>> SampleAsync(string taskId, CancellationToken cancel) =>
        await ReadAsync<List<SampleRow>>(await http.GetAsync(new Uri($"/tasks/{taskId}/sample/", UriKind.Relative), cancel), cancel);

    private static object[] Rule(string keyword, string match) => [keyword, match];

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancel)
    {
        var answer = await response.Content.ReadFromJsonAsync<Envelope<JsonElement>>(cancel) ?? throw new InvalidOperationException("the API gave no answer");
        return answer.ErrorCode == 200
            ? answer.ErrorMessage.Deserialize<T>()!
            : throw new InvalidOperationException($"the API answered {answer.ErrorCode}: {answer.ErrorMessage}");
    }
}
