using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Audience.Client;
using Audience.Web.Definitions;
using Audience.Web.Serving;
using Audience.Web.Texts;

namespace Audience.Web.Schedules;

/// <summary>The form of a schedule: when it runs, and what each run does, which is the form of a task without its range.</summary>
internal static class ScheduleForm
{
    /// <summary>The fields that say when it runs.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "NAME",
        "SINCE",
        "CRON",
        "TIME_ZONE",
        "LAG_MINUTES",
        "LOOKBACK_HOURS",
        "KEEP_DAYS",
        "CALLBACK_URL",
    ];

    private static readonly string[] s_notOfRuns = ["START_TIME", "END_TIME", "TASK_ID", "KEEP_DAYS", "CALLBACK_URL"];

    // Kept on the way, or ticked.
    private static readonly string[] s_others = ["ENABLED", "REPLACE", "OUTPUT_SCHEMA"];

    /// <summary>The form as a browser sends it.</summary>
    public static NewTaskForm Of(IFormCollection fields) =>
        With(NewTaskForm.Of(fields), Names.Concat(s_others).ToDictionary(n => n, n => fields[n].ToString().Trim()));

    /// <summary>The form of a new schedule that does what a task did; null for an empty one.</summary>
    public static NewTaskForm Of(TaskDetails? task) =>
        With(
            task is null ? NewTaskForm.Empty : NewTaskForm.Of(task),
            new()
            {
                ["SINCE"] = task is null ? "" : Words.Day(task.StartTime),
                ["OUTPUT_SCHEMA"] = task?.OutputSchema ?? "",
                ["ENABLED"] = "true",
            }
        );

    /// <summary>The form of a new schedule that does what a task's form says, from the task's first day on.</summary>
    public static NewTaskForm Of(NewTaskForm task) =>
        // A task is kept after its end, a schedule keeps days of posts.
        task.With(("SINCE", task["START_TIME"]), ("KEEP_DAYS", ""), ("ENABLED", "true"));

    /// <summary>The form of a schedule as it is.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="task">What its latest run did, or null where there was none.</param>
    public static NewTaskForm Of(ScheduleSummary schedule, TaskDetails? task) =>
        With(
            Of(task),
            new()
            {
                ["NAME"] = schedule.Name,
                ["CRON"] = schedule.Cron ?? "",
                ["TIME_ZONE"] = schedule.TimeZone,
                ["LAG_MINUTES"] = schedule.LagMinutes.ToString(CultureInfo.InvariantCulture),
                ["LOOKBACK_HOURS"] = schedule.LookbackHours.ToString(CultureInfo.InvariantCulture),
                ["KEEP_DAYS"] = schedule.KeepDays?.ToString(CultureInfo.InvariantCulture) ?? "",
                ["CALLBACK_URL"] = schedule.CallbackUrl ?? "",
                ["ENABLED"] = schedule.Enabled ? "true" : "",
            }
        );

    /// <summary>The request that it means, and what is wrong before the API is asked.</summary>
    /// <param name="form">What was typed.</param>
    /// <param name="isNew">Whether it adds a schedule; else TASK is sent only where it is to be replaced, and SINCE stays.</param>
    /// <param name="words">For the mistakes.</param>
    public static (ScheduleRequest Request, IReadOnlyList<Mistake> Mistakes) Read(NewTaskForm form, bool isNew, Words words)
    {
        var mistakes = new List<Mistake>();
        var request = new ScheduleRequest
        {
            Name = form["NAME"],
            Cron = form["CRON"],
            TimeZone = form["TIME_ZONE"].Length == 0 ? null : form["TIME_ZONE"],
            LagMinutes = Number("LAG_MINUTES"),
            LookbackHours = Number("LOOKBACK_HOURS"),
            // Left empty, all days are kept: of a schedule that had some, 0 says so.
            KeepDays = form["KEEP_DAYS"].Length == 0 && !isNew ? 0 : Number("KEEP_DAYS"),
            CallbackUrl = form["CALLBACK_URL"],
            Enabled = form["ENABLED"] == "true",
        };
        if (isNew)
        {
            request.Since = form["SINCE"];
            if (form["SINCE"].Length == 0)
                mistakes.Add(new Mistake("SINCE", words["New.NoDate"]));
        }
        if (isNew || form["REPLACE"] == "true")
        {
            var (task, wrong) = form.Read(words);
            task.OutputSchema = form["OUTPUT_SCHEMA"].Length == 0 ? null : form["OUTPUT_SCHEMA"];
            request.Task = WithoutRange(task);
            mistakes.AddRange(wrong.Where(m => m.Field is not ("START_TIME" or "END_TIME" or "KEEP_DAYS")));
        }
        return (request, mistakes);

        int? Number(string name)
        {
            if (form[name].Length == 0)
                return null;
            if (int.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                return number;
            mistakes.Add(new Mistake(name, words["Schedules.BadNumber"]));
            return null;
        }
    }

    /// <summary>The mistakes of an answer, those of TASK at its fields.</summary>
    public static IReadOnlyList<Mistake> Mistakes(AudienceException error) => [.. ApiMistakes.Of(error).Select(AtField)];

    private static Mistake AtField(Mistake mistake) =>
        mistake.Field == "TASK" && mistake.Text.Split(": ", 2) is [var field, var text] && NewTaskForm.Names.Contains(field)
            ? new Mistake(field, text)
            : mistake;

    // A run has a range of its own, and is kept and told of as the schedule says.
    private static JsonObject WithoutRange(CreateTaskRequest task)
    {
        var all = JsonSerializer.SerializeToNode(task)!.AsObject();
        var kept = all.Where(f => f.Value is not null && !s_notOfRuns.Contains(f.Key));
        return new JsonObject(kept.Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone())));
    }

    private static NewTaskForm With(NewTaskForm form, Dictionary<string, string> values)
    {
        foreach (var (name, value) in form.Values)
            values.TryAdd(name, value);
        return form with { Values = values };
    }
}
