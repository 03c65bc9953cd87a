using System.Text.Json;

namespace Audience.Tests;

/// <summary>Calls of <c>/schedules/</c> as a test makes them.</summary>
internal static class ScheduleCalls
{
    /// <summary>Adds a schedule that must be accepted, and returns its id.</summary>
    public static async Task<string> AddScheduleAsync(this HttpClient http, object body)
    {
        var answer = await http.PostAsync("/schedules/", body);
        Assert.That(answer.GetProperty("error_code").GetInt32(), Is.EqualTo(200), answer.ToString());
        return answer.GetProperty("error_message").GetProperty("schedule_id").GetString()!;
    }

    /// <summary>The schedule and its runs, the first one first.</summary>
    public static async Task<(JsonElement Schedule, JsonElement[] Runs)> ScheduleAsync(this HttpClient http, string id)
    {
        var answer = (await http.ReadAsync($"/schedules/{id}")).GetProperty("error_message");
        return (answer.GetProperty("schedule"), [.. answer.GetProperty("runs").EnumerateArray().Reverse()]);
    }

    /// <summary>Waits until so many runs have ended, one way or the other, and none is at hand.</summary>
    public static async Task<(JsonElement Schedule, JsonElement[] Runs)> WaitForRunsAsync(this HttpClient http, string id, int count)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var until = DateTime.UtcNow.AddMinutes(2);
        while (true)
        {
            var (schedule, runs) = await http.ScheduleAsync(id);
            if (runs.Count(r => r.Text("status") is "done" or "failed") >= count && !schedule.GetProperty("running").GetBoolean())
                return (schedule, runs);
            if (DateTime.UtcNow > until)
                throw new TimeoutException($"the schedule stands at {schedule} {string.Join(' ', runs)}");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>A run's range.</summary>
    public static (DateTime From, DateTime To) Range(this JsonElement run) =>
        (run.GetProperty("start_time").GetDateTime(), run.GetProperty("end_time").GetDateTime());
}
