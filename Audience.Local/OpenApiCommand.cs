using System.CommandLine;
using Serilog.Events;

namespace Audience.Local;

/// <summary><c>openapi</c>: prints the document that the API serves, to be kept in <c>docs/openapi.json</c>.</summary>
internal static class OpenApiCommand
{
    public static Command Create()
    {
        var command = new Command("openapi", "Print the OpenAPI document of the API: openapi > docs/openapi.json");
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        string directory = Directory.CreateTempSubdirectory("audience-openapi-").FullName;
        try
        {
            // Asked of a running API, because that is what callers get; and silent, because the document is all that may be printed.
            await using var app = LocalHost.Build("http://127.0.0.1:0", directory, LogEventLevel.Fatal, EmbeddedSettings.Create());
            await app.StartAsync(cancellationToken);
            using var http = app.CreateClient();
            Console.WriteLine(await http.GetStringAsync(new Uri("/openapi.json", UriKind.Relative), cancellationToken));
            await app.StopAsync(cancellationToken);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
