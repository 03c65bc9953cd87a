using System.CommandLine;
using Audience.Client;
using Audience.Local.Remote;

namespace Audience.Local.Tasks;

/// <summary><c>tasks compare</c>: compares two finished tasks, and waits for what comes out.</summary>
internal static class TaskCompareCommand
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    public static Command Create()
    {
        var before = new Argument<string>("before") { Description = "A finished task: its id, or as much of its beginning as names one." };
        var after = new Argument<string>("after") { Description = "Another." };
        var command = new Command("compare", "Show how the authors of two tasks differ, and which rules did it.") { before, after };
        command.SetAction(
            (parsed, cancellationToken) =>
                ApiCalls.RunAsync(
                    parsed,
                    async (_, api) =>
                    {
                        var request = new CompareRequest
                        {
                            Before = await TaskIds.FindAsync(api, parsed.GetValue(before)!, cancellationToken),
                            After = await TaskIds.FindAsync(api, parsed.GetValue(after)!, cancellationToken),
                        };
                        var comparison = await RunAsync(api, request, cancellationToken);
                        return comparison.Result is { } result
                            ? new ComparisonView(parsed.GetValue(ApiOptions.Json)).Show(result)
                            : throw new ApiCallException($"comparison {comparison.CompareId} failed: {comparison.ErrorMessage}");
                    }
                )
        );
        return command;
    }

    private static async Task<TaskComparison> RunAsync(AudienceClient api, CompareRequest request, CancellationToken cancellationToken)
    {
        var comparison = (await api.CompareTasksAsync(request, cancellationToken)).ErrorMessage;
        while (comparison.Status is not ("finished" or "failed"))
        {
            await Task.Delay(s_look, cancellationToken);
            comparison = (await api.GetComparisonAsync(comparison.CompareId, cancellationToken)).ErrorMessage;
        }
        return comparison;
    }
}
