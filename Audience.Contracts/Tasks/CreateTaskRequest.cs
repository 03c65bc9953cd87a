using System.Text.Json;
using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks;

/// <summary>A labelling task to create. Names are matched without regard to case; what is absent takes its default.</summary>
/// <example>
/// {"MODEL_TYPE": "keyword_model", "PREDICT_TYPE": "author_name", "START_TIME": "2020-01-01", "END_TIME": "2021-01-01", "PATTERN":
/// {"female": [["娘", "partially"], ["小姐", "end"]], "male": [["哥", "end"]]}}
/// </example>
public record CreateTaskRequest
{
    /// <summary>
    /// keyword_model (default) or rule_model (alias regex_model) for PATTERN; with prepared models, their kind unless given.
    /// </summary>
    [JsonPropertyName("MODEL_TYPE")]
    public string? ModelType { get; init; }

    /// <summary>
    /// author_name (default, alias author), content, title, s_area_id, s_id, id or post_time (yyyy-MM-dd HH:mm:ss); with prepared models,
    /// what they were prepared for unless given. Models that were prepared for several each look at their own, and this is for PATTERN.
    /// </summary>
    [JsonPropertyName("PREDICT_TYPE")]
    public string? PredictType { get; init; }

    /// <summary>Start of the range, inclusive: a date or a date-time.</summary>
    [JsonPropertyName("START_TIME")]
    public required string StartTime { get; init; }

    /// <summary>End of the range, exclusive: a date or a date-time, later than START_TIME.</summary>
    [JsonPropertyName("END_TIME")]
    public required string EndTime { get; init; }

    /// <summary>
    /// Rules by label. Keywords: <c>{"female": [["娘", "partially"], "人妻"]}</c> with partially, start, end or exactly; rules: <c>{"female":
    /// ["小妹我", …]}</c>, each a regular expression. Empty: the prepared models alone, or, where none is named, the rules of RULES_DIR.
    /// </summary>
    [JsonPropertyName("PATTERN")]
    public JsonElement? Pattern { get; init; }

    /// <summary>Spellings that count as one, for keywords: any of width, chinese, invisible, confusables; default none.</summary>
    [JsonPropertyName("FOLD")]
    public IReadOnlyList<string>? Fold { get; init; }

    /// <summary>
    /// A rule set of /documents/ instead of a PATTERN, by its 32 hexadecimal digits: its keyword rules, or with rule_model its regex rules,
    /// as they stand now.
    /// </summary>
    [JsonPropertyName("DATASET_NO")]
    public string? DatasetNo { get; init; }

    /// <summary>
    /// Whether what each label and rule does is counted, for /tasks/{task_id}/rules/ and /labels/; default from the configuration.
    /// </summary>
    [JsonPropertyName("RULE_REPORT")]
    public bool? RuleReport { get; init; }

    /// <summary>
    /// Whether label rows carry, in a column <c>score</c>, how probable a learned label is; null for labels that rules alone gave. Default
    /// false.
    /// </summary>
    [JsonPropertyName("SCORE")]
    public bool? Score { get; init; }

    /// <summary>
    /// The least probability, 0 to 1, with which a learned label counts; labels of rules always count. Default: all count.
    /// </summary>
    [JsonPropertyName("MIN_PROBABILITY")]
    public double? MinProbability { get; init; }

    /// <summary>Source schema; default from the configuration.</summary>
    [JsonPropertyName("INPUT_SCHEMA")]
    public string? InputSchema { get; init; }

    /// <summary>Source table; default ts_page_content.</summary>
    [JsonPropertyName("INPUT_TABLE")]
    public string? InputTable { get; init; }

    /// <summary>Where label and production tables go; default from the configuration.</summary>
    [JsonPropertyName("OUTPUT_SCHEMA")]
    public string? OutputSchema { get; init; }

    /// <summary>Seconds between labelling and production, 0 to 86400; default 5.</summary>
    [JsonPropertyName("COUNTDOWN")]
    public int? Countdown { get; init; }

    /// <summary>The queue whose workers label; default the first of the configuration.</summary>
    [JsonPropertyName("QUEUE")]
    public string? Queue { get; init; }

    /// <summary>
    /// The task's share of the workers while there are others: `low`, `normal` (default) or `high`, each with twice the turns of the one
    /// before it.
    /// </summary>
    [JsonPropertyName("PRIORITY")]
    public string? Priority { get; init; }

    /// <summary>How to reach the source database, where it is not the configured one.</summary>
    [JsonPropertyName("SITE_CONFIG")]
    public SiteConfig? SiteConfig { get; init; }

    /// <summary>The id to give the task: 32 hexadecimal digits, not used before; default a new one.</summary>
    [JsonPropertyName("TASK_ID")]
    public string? TaskId { get; init; }

    /// <summary>
    /// How many days after its end the task is deleted with all its rows and reports, 1 to 36500; left out: it is kept. Not in a schedule's
    /// TASK.
    /// </summary>
    [JsonPropertyName("KEEP_DAYS")]
    public int? KeepDays { get; init; }

    /// <summary>
    /// Where the task's status is sent (POST) when it has ended, in whatever way. It is signed; hosts only from CALLBACK_HOSTS.
    /// </summary>
    [JsonPropertyName("CALLBACK_URL")]
    public string? CallbackUrl { get; init; }

    /// <summary>
    /// Prepared models to label with, by their job ids; one alone needs no list. The task keeps the versions that they have when it is
    /// created.
    /// </summary>
    [JsonPropertyName("MODEL_JOB_ID")]
    public IReadOnlyList<int>? ModelJobId { get; init; }

    /// <summary>Prepared models to label with, by their task ids; their labels are reported in this order.</summary>
    [JsonPropertyName("MODEL_ID_LIST")]
    public IReadOnlyList<string>? ModelIdList { get; init; }
}
