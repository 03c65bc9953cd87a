using System.Globalization;
using Audience.Testing.Reference;
using Audience.Testing.Systems;

namespace Audience.Testing.Schedules;

/// <summary>A kind of task: what it asks for, whatever its id.</summary>
/// <param name="Name">For reports.</param>
/// <param name="PredictType">author_name or content.</param>
/// <param name="From">Start of its range.</param>
/// <param name="To">End of its range.</param>
/// <param name="Countdown">Seconds.</param>
/// <param name="Rules">Label, keyword, match type.</param>
public sealed record TaskShape(
    string Name,
    string PredictType,
    DateTime From,
    DateTime To,
    int Countdown,
    IReadOnlyList<(string Label, string Keyword, string Match)> Rules
)
{
    private static readonly (string, string, string)[] s_authors =
    [
        ("female", "小姐", "partially"),
        ("female", "娘", "partially"),
        ("female", "姐", "end"),
        ("male", "哥", "end"),
        ("male", "先生", "partially"),
        ("male", "tommy", "start"),
        ("married", "太太", "end"),
        ("unmarried", "太", "partially"),
    ];

    /// <summary>All posts, by author.</summary>
    public static readonly TaskShape Authors = new("authors", "author_name", FaultPosts.Start, FaultPosts.Start.AddDays(60), 0, s_authors);

    /// <summary>Half of the posts, by content, with a wait before production.</summary>
    public static readonly TaskShape Contents = new(
        "contents",
        "content",
        FaultPosts.Start.AddDays(11).AddHours(13),
        FaultPosts.Start.AddDays(40),
        1,
        [
            ("female", "我老公", "partially"),
            ("male", "我老婆", "partially"),
            ("parenting", "孩子", "partially"),
            ("young", "期末考", "partially"),
        ]
    );

    /// <summary>A range in which there are no posts.</summary>
    public static readonly TaskShape Nothing = new(
        "nothing",
        "author_name",
        new DateTime(1999, 1, 1),
        new DateTime(1999, 2, 1),
        0,
        s_authors
    );

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TaskShape> All = [Authors, Contents, Nothing];

    /// <summary>The body of create_task.</summary>
    public IReadOnlyDictionary<string, object> Body(string taskId) =>
        new Dictionary<string, object>
        {
            ["TASK_ID"] = taskId,
            ["PREDICT_TYPE"] = PredictType,
            ["START_TIME"] = Time(From),
            ["END_TIME"] = Time(To),
            ["COUNTDOWN"] = Countdown,
            ["PATTERN"] = Rules.GroupBy(r => r.Label).ToDictionary(g => g.Key, g => g.Select(r => new[] { r.Keyword, r.Match })),
        };

    /// <summary>What it must come to, worked out apart.</summary>
    public KeywordReference Reference() =>
        new(
            FaultPosts.All,
            [.. Rules.Select(r => new ReferenceRule("/" + r.Label, r.Keyword, r.Match))],
            From,
            To,
            p => PredictType == "content" ? p.Content : p.Author
        );

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
