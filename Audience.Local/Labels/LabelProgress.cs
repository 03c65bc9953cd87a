using Audience.Data.Files;
using Spectre.Console;

namespace Audience.Local.Labels;

/// <summary>A live bar with the time that is left, on standard error, where somebody looks at it.</summary>
internal static class LabelProgress
{
    /// <summary>Shows the bar while <paramref name="run"/> runs, which tells of the file at hand.</summary>
    public static async Task<T> ShowAsync<T>(int files, bool quiet, Func<Action<TableFile>, Task<T>> run)
    {
        if (quiet || Console.IsErrorRedirected)
            return await run(_ => { });
        return await AnsiConsole
            .Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask("labelling", maxValue: files);
                (TableFile? File, int Before) at = (null, -1);
                return await run(file =>
                {
                    if (at.File != file)
                        at = (file, at.Before + 1);
                    bar.Description = Markup.Escape(Path.GetFileName(file.Name));
                    bar.IsIndeterminate = file.Progress is null;
                    bar.Value = at.Before + (file.Progress ?? 0);
                });
            });
    }
}
