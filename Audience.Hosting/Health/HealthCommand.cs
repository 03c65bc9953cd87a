using System.CommandLine;

namespace Audience.Hosting.Health;

/// <summary><c>health</c>: asks the process on this machine whether it lives. Containers have no curl.</summary>
internal static class HealthCommand
{
    public static Command Create(Func<string> urls)
    {
        var command = new Command("health", "Ask the process that listens at URLS whether it is live; exits 0 where it is.");
        command.SetAction((_, cancellationToken) => RunAsync(urls(), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string urls, CancellationToken cancellationToken)
    {
        // http://+:8000 and http://*:8000 are what servers listen on, not what clients call.
        string first = urls.Split(';')[0]
            .Replace("+", "127.0.0.1", StringComparison.Ordinal)
            .Replace("*", "127.0.0.1", StringComparison.Ordinal)
            .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
        try
        {
            using var response = await http.GetAsync(new Uri(new Uri(first), "/health/live"), cancellationToken);
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"{first} does not answer: {e.Message}");
            return 1;
        }
    }
}
