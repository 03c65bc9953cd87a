using Audience.Testing;

namespace Audience.Tests.Local;

/// <summary>Audience.Local as a process of its own.</summary>
internal static class LocalProcess
{
    /// <summary>Starts it with nothing in its environment that would lead it to a server.</summary>
    public static HostProcess Start(params string[] arguments) => StartIn(null, arguments);

    /// <summary>The same, in a directory: there may be a .env in it.</summary>
    public static HostProcess StartIn(string? directory, params string[] arguments) =>
        HostProcess.StartDotnet(
            Path.Combine(AppContext.BaseDirectory, "Audience.Local.dll"),
            arguments,
            new Dictionary<string, string?>
            {
                ["INPUT_HOST"] = null,
                ["OUTPUT_HOST"] = null,
                ["BROKER_URL"] = null,
                ["API_KEYS"] = null,
                ["SECRET_KEYS"] = null,
                ["URLS"] = null,
            },
            directory
        );
}
