using Audience.Samples;

namespace Audience.Local;

/// <summary>Settings that keep a command to this machine, whatever the environment says.</summary>
internal static class EmbeddedSettings
{
    /// <summary>No server, no broker, no keys; the schemas of the made posts.</summary>
    public static Dictionary<string, string?> Create() =>
        new()
        {
            ["INPUT_HOST"] = "",
            ["OUTPUT_HOST"] = "",
            ["BROKER_URL"] = "",
            ["API_KEYS"] = "",
            ["INPUT_SCHEMA"] = SqlitePosts.Schema,
            ["OUTPUT_SCHEMA"] = "audience_result",
            ["SOURCE_GROUPS"] = "=" + PostMaker.SourceGroups,
            ["CHUNK_SIZE"] = "10000",
        };
}
