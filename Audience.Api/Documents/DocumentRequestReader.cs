using Audience.Api.Requests;
using Audience.Contracts.Tasks;
using Audience.Data.Documents;

namespace Audience.Api.Documents;

/// <summary>Reads the bodies of <c>/documents/</c>, or says what is wrong with them. Asks no server.</summary>
internal static class DocumentRequestReader
{
    private const int MaxName = 190;
    private static readonly string[] s_taskTypes = [DataSetRow.Learning, DataSetRow.Rules];

    /// <summary>The id of a data set.</summary>
    /// <exception cref="Errors.ApiException">400: it is not one.</exception>
    public static string Id(string text) =>
        TaskId.TryParse(text, out var id)
            ? TaskId.Format(id)
            : throw DocumentErrors.Bad($"'{DocumentErrors.Shown(text)}' is not the id of a data set: 32 hexadecimal digits");

    /// <summary>A data set to add or to change.</summary>
    /// <exception cref="Errors.ValidationException">Something is missing or cannot be used.</exception>
    public static DataSetRow Set(string taskId, RequestBody body, DateTime now)
    {
        Known(body, "NAME", "DESCRIPTION", "TASK_TYPE", "IS_MULTI_LABEL");
        string name = Limited(body, "NAME", MaxName).Trim(),
            type = OneOf(body, "TASK_TYPE", s_taskTypes, null),
            description = body.Text("DESCRIPTION") ?? "";
        bool isMultiLabel = body.Bool("IS_MULTI_LABEL");
        body.Check();
        return new DataSetRow
        {
            TaskId = taskId,
            Name = name,
            Description = description,
            TaskType = type,
            MultiLabel = isMultiLabel ? 1 : 0,
            CreateTime = now,
            UpdateTime = now,
        };
    }

    /// <summary>A document to add, or what is to be changed of one; whether labels are given.</summary>
    /// <exception cref="Errors.ValidationException">Something is missing or cannot be used.</exception>
    public static (DocumentRow Document, bool Labels) Document(DataSetRow set, RequestBody body, bool labelNeeded)
    {
        Known(body, "TITLE", "AUTHOR", "CONTENT", "DATASET_TYPE", "LABEL");
        string content = body.Required("CONTENT").TrimEnd(),
            type = OneOf(body, "DATASET_TYPE", DocumentRow.Types, null);
        if (!body.IsWrong("CONTENT") && RowRules.Content(content) is { } unusable)
            body.Wrong("CONTENT", unusable, "value_error.str");
        string title = body.Text("TITLE") ?? "",
            author = body.Text("AUTHOR") ?? "";
        bool given = body.Has("LABEL");
        if (labelNeeded && !given && !set.IsMultiLabel)
            body.Wrong("LABEL", "field required", "value_error.missing");
        IReadOnlyList<string> labels = given ? Labels(set, body) : [];
        body.Check();
        return (
            new DocumentRow
            {
                TaskId = set.TaskId,
                Title = title,
                Author = author,
                Content = content,
                DatasetType = type,
                Labels = labels,
            },
            given
        );
    }

    /// <summary>A rule to add or to change.</summary>
    /// <param name="taskId">Its data set.</param>
    /// <param name="body">What is said of it.</param>
    /// <param name="old">The rule that is changed, whose exceptions stay where none are given; null of a new one.</param>
    /// <exception cref="Errors.ValidationException">Something is missing or cannot be used.</exception>
    public static RuleRow Rule(string taskId, RequestBody body, RuleRow? old = null)
    {
        Known(body, "CONTENT", "LABEL", "RULE_TYPE", "MATCH_TYPE", "UNLESS");
        var rule = new RuleRow
        {
            TaskId = taskId,
            Content = body.Required("CONTENT"),
            Label = body.Required("LABEL").Trim(),
            RuleType = OneOf(body, "RULE_TYPE", RuleRow.Types, null),
            MatchType = OneOf(body, "MATCH_TYPE", RuleRow.MatchTypes, "partially"),
        };
        bool isGiven = body.Has("UNLESS");
        var unless = isGiven ? body.Texts("UNLESS") : [];
        rule = rule with { Content = RowRules.TrimRule(rule.RuleType, rule.Content) };
        body.Check();
        if (!isGiven && old is not null && rule is { RuleType: "keyword", IsObject: false })
            unless = old.Exceptions;
        (rule, string? exception) = RuleItems.Read(rule, unless);
        if (exception is not null)
            body.Wrong(
                rule.IsObject ? "CONTENT" : "UNLESS",
                exception + (isGiven || rule.IsObject ? "" : "; the rule keeps its exceptions: send UNLESS, [] for none"),
                "value_error.str"
            );
        if (RowRules.Label(rule.Label) is { } label)
            body.Wrong("LABEL", label, "value_error.str");
        if (RowRules.Rule(rule) is { } content)
            body.Wrong("CONTENT", content, "value_error.str");
        body.Check();
        return rule;
    }

    private static IReadOnlyList<string> Labels(DataSetRow set, RequestBody body)
    {
        var texts = body.Texts("LABEL");
        if (body.IsWrong("LABEL"))
            return [];
        var (labels, problem) = RowRules.Labels(texts.Count == 1 ? LabelCell.Split(texts[0], set.IsMultiLabel) : texts, set.IsMultiLabel);
        if (problem is not null)
            body.Wrong("LABEL", problem, "value_error.str");
        return labels;
    }

    private static string Limited(RequestBody body, string name, int max)
    {
        string text = body.Required(name);
        if (!body.IsWrong(name) && (string.IsNullOrWhiteSpace(text) || text.Length > max))
            body.Wrong(name, $"ensure this text has 1 to {max} characters", "value_error.str");
        return text;
    }

    private static string OneOf(RequestBody body, string name, IReadOnlyList<string> words, string? fallback)
    {
        if (fallback is not null && string.IsNullOrEmpty(body.Text(name)))
            return fallback;
        string word = body.Required(name);
        if (!body.IsWrong(name) && !words.Contains(word))
            body.Wrong(name, $"'{DocumentErrors.Shown(word)}' is not one of {string.Join(", ", words)}", "type_error.enum");
        return word;
    }

    private static void Known(RequestBody body, params string[] names)
    {
        foreach (string name in body.Names.Where(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase)))
            body.Wrong(DocumentErrors.Shown(name), "extra fields not permitted", "value_error.extra");
    }
}
