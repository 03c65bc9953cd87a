using Audience.Client;
using Spectre.Console;

namespace Audience.Local.Tasks;

/// <summary>A live bar of a task's progress.</summary>
internal static class TaskProgress
{
    /// <summary>Shows the bar while <paramref name="wait"/> runs, which tells of the states that it sees.</summary>
    public static async Task<TaskSummary> ShowAsync(Func<IProgress<TaskSummary>, Task<TaskSummary>> wait) =>
        await AnsiConsole
            .Progress()
            .AutoClear(false)
            .HideCompleted(false)
            .StartAsync(async progress =>
            {
                var bar = new Bar(progress.AddTask("queued", maxValue: 1));
                return await wait(bar);
            });

    // Not Progress<T>, which tells of a state some time later, on another thread.
    private sealed class Bar(ProgressTask bar) : IProgress<TaskSummary>
    {
        public void Report(TaskSummary value)
        {
            bar.Description = value.Phase ?? "";
            bar.Value = value.Progress ?? 0;
        }
    }
}
