using Audience.Client;

namespace Audience.Local.Demo;

/// <summary>The demo's task, over HTTP as any caller would do it.</summary>
internal sealed class DemoTask(HttpClient http)
{
    private readonly AudienceClient _client = new(http);

    /// <summary>The first day of the made posts, and of the task.</summary>
    public static readonly DateTime Start = new(2020, 1, 1);

    /// <summary>How many days they cover.</summary>
    public const int Days = 366;

    /// <summary>The labels and their keywords.</summary>
    public static readonly IReadOnlyDictionary<string, object[]> Pattern = new Dictionary<string, object[]>
    {
        ["女性"] =
        [
            "小姐",
            "媽媽",
            "阿姨",
            "公主",
            "人妻",
            "女孩",
            "少女",
            "太太",
            Rule("娘", "partially"),
            Rule("姐", "end"),
            Rule("妹", "end"),
            Rule("婆婆", "end"),
        ],
        ["男性"] =
        [
            "先生",
            "爸爸",
            "叔叔",
            "王子",
            "男孩",
            "少爺",
            Rule("哥", "end"),
            Rule("弟", "end"),
            Rule("爺", "end"),
            Rule("阿伯", "partially"),
            Rule("大叔", "end"),
            Rule("老爹", "end"),
        ],
    };

    /// <summary>Creates the task and returns its id.</summary>
    public async Task<string> CreateAsync(CancellationToken cancellationToken) => (
            await _client.CreateTaskAsync(
                new CreateTaskRequest
                {
                    ModelType = "keyword_model",
                    PredictType = "author_name",
                    StartTime = "2020-01-01",
                    EndTime = "2021-01-01",
                    Countdown = 0,
                    Pattern = Pattern.ToDictionary(p => p.Key, p => (IReadOnlyList<object>)p.Value),
                },
                cancellationToken
            )
        ).ErrorMessage.TaskId;

    /// <summary>Waits for its end, and tells of each state on the way.</summary>
    public Task<TaskSummary> WaitAsync(string taskId, IProgress<TaskSummary> progress, CancellationToken cancellationToken) =>
        _client.WaitForTaskAsync(taskId, progress, TimeSpan.FromMilliseconds(50), cancellationToken);

    /// <summary>Some rows.</summary>
    public async Task<IReadOnlyList<SampleRow>> SampleAsync(string taskId, CancellationToken cancellationToken) =>
        (await _client.SampleTaskAsync(taskId, cancellationToken: cancellationToken)).ErrorMessage;

    private static object[] Rule(string keyword, string match) => [keyword, match];
}
