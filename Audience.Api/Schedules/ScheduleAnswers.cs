using Audience.Api.Callbacks;
using Audience.Contracts.Schedules;
using Audience.Data.Schedules;

namespace Audience.Api.Schedules;

/// <summary>Schedules as answers show them.</summary>
internal static class ScheduleAnswers
{
    public static ScheduleSummary Of(ScheduleRow row) =>
        new()
        {
            ScheduleId = row.ScheduleId,
            Name = row.Name,
            Cron = row.Cron,
            TimeZone = row.TimeZone,
            Since = row.Since,
            LagMinutes = row.LagMinutes,
            LookbackHours = row.LookbackHours,
            Enabled = row.Enabled,
            Version = row.Version,
            Running = row.Phase != SchedulePhase.Idle,
            Watermark = row.Watermark,
            LatePosts = row.LatePosts,
            NextTime = row.NextAt is { } next
                ? TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(next), TimeZoneInfo.FindSystemTimeZoneById(row.TimeZone))
                : null,
            CreateTime = row.CreateTime,
            KeepDays = row.KeepDays,
            CallbackUrl = row.CallbackUrl is { } url ? CallbackUrls.Show(url) : null,
        };

    public static ScheduleRun Of(ScheduleRunRow row) =>
        new()
        {
            Run = row.Run,
            Kind = row.Kind,
            Status = row.Status,
            TaskId = row.RunTask,
            Version = row.Version,
            StartTime = row.StartTime,
            EndTime = row.EndTime,
            LatePosts = row.LatePosts,
            ErrorMessage = row.Error,
        };
}
