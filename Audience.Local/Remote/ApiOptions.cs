using System.CommandLine;

namespace Audience.Local.Remote;

/// <summary>Which API is called, with which key, and how its answers are shown: the same options of every command that calls one.</summary>
internal static class ApiOptions
{
    /// <summary><c>--url</c>.</summary>
    public static readonly Option<string> Url = new("--url")
    {
        Description = "The API; default http://127.0.0.1:8000, or AUDIENCE_URL.",
        Recursive = true,
        DefaultValueFactory = _ =>
            Environment.GetEnvironmentVariable("AUDIENCE_URL") is { Length: > 0 } url ? url : "http://127.0.0.1:8000",
    };

    /// <summary><c>--key</c>.</summary>
    public static readonly Option<string?> Key = new("--key")
    {
        Description = "The key to send as X-API-Key; default AUDIENCE_API_KEY.",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("AUDIENCE_API_KEY"),
    };

    /// <summary><c>--json</c>.</summary>
    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON instead of tables.", Recursive = true };

    static ApiOptions() =>
        Url.Validators.Add(r =>
        {
            if (!Uri.TryCreate(r.GetValueOrDefault<string>(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
                r.AddError($"--url '{r.GetValueOrDefault<string>()}' is not an address such as http://127.0.0.1:8000");
        });

    /// <summary>A command with these options.</summary>
    public static Command Command(string name, string description) => new(name, description) { Url, Key, Json };
}
