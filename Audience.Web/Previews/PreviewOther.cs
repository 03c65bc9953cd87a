using Audience.Client;
using Audience.Web.Definitions;
using Audience.Web.Serving;
using Audience.Web.Texts;

namespace Audience.Web.Previews;

/// <summary>What a preview is compared with: a task, a rule set, or the rules as they were when they were last previewed.</summary>
internal static class PreviewOther
{
    /// <summary>Stands for the rules as they were.</summary>
    public const string Last = "last";

    /// <summary>Begins the name of a rule set; its id follows.</summary>
    public const string Set = "set:";

    private const int MaxTasks = 30,
        MaxLast = 100_000;

    /// <summary>The tasks that one may choose, the latest first.</summary>
    public static async Task<IReadOnlyList<TaskSummary>> TasksAsync(AudienceClient api, CancellationToken cancellationToken) =>
        [.. (await api.ListTasksAsync(MaxTasks, "SUCCESS", cancellationToken: cancellationToken)).Content];

    /// <summary>The rules of the set that the form names, as COMPARE has them, or why there are none; neither without a set.</summary>
    public static async Task<(object? Pattern, string? Mistake)> OfSetAsync(
        AudienceClient api,
        NewTaskForm form,
        CancellationToken cancellationToken
    )
    {
        if (!form["COMPARE"].StartsWith(Set, StringComparison.Ordinal))
            return (null, null);
        var (rules, mistake) = await Ask.TryAsync(() => api.ListRulesAsync(form["COMPARE"][Set.Length..], cancellationToken));
        var pattern = RuleSetText.Pattern(rules ?? [], form["MODEL_TYPE"] != "rule_model");
        // Rules of another kind are none of this one.
        return (pattern.Count == 0 ? null : pattern, mistake);
    }

    /// <summary>The field COMPARE of the request where it is no rule set; null for nothing.</summary>
    public static object? Read(NewTaskForm form, Words words)
    {
        if (form["COMPARE"] != Last)
            return form["COMPARE"].Length == 0 || form["COMPARE"].StartsWith(Set, StringComparison.Ordinal) ? null : form["COMPARE"];
        // Rules of another kind are none of this one.
        if (Before(form).Split('\n', 2) is not [var type, var rules] || type != form["MODEL_TYPE"])
            return null;
        var (pattern, mistakes) = RuleText.Read(rules, type != "rule_model", words);
        return pattern.Count == 0 || mistakes.Count > 0 ? null : pattern;
    }

    /// <summary>What the form remembers: the rules that are shown now, and other ones that were shown before.</summary>
    public static (string Shown, string Before) Remember(NewTaskForm form, bool isDone) =>
        isDone ? (Current(form), Before(form)) : (Lines(form["SHOWN"]), Lines(form["LAST"]));

    private static string Current(NewTaskForm form) =>
        form["PATTERN"].Length is 0 or > MaxLast ? "" : Lines($"{form["MODEL_TYPE"]}\n{form["PATTERN"]}");

    // A preview of the same rules leaves what they are compared with.
    private static string Before(NewTaskForm form) => Lines(form[Lines(form["SHOWN"]) == Current(form) ? "LAST" : "SHOWN"]);

    private static string Lines(string text) => text.ReplaceLineEndings("\n");
}
