using System.Data.Common;
using Audience.Data.Files;
using Audience.Labeling;
using Audience.Labeling.Scoring;

namespace Audience.Local.Files;

/// <summary>What commands on files exit with.</summary>
internal static class FileErrors
{
    /// <summary>0: done; 1: something is wrong with the rules; 2: with the files or the database; 130: ended by Ctrl-C.</summary>
    public static async Task<int> ExitCodeAsync(Func<Task<int>> run)
    {
        // Ctrl-C is heard once the command has begun to wait: before, it would end the process with a half file left.
        await Task.Yield();
        try
        {
            return await run();
        }
        catch (Exception e) when (e is PatternException or ModelFormatException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (Exception e) when (e is FileException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        catch (DbException e)
        {
            await Console.Error.WriteLineAsync($"the database failed: {e.Message}; what it has taken is not added twice by another try");
            return 2;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("ended before it was done; nothing is left behind");
            return 130;
        }
    }
}
