using System.Text.Json.Nodes;

namespace Audience.Tests.Deploy;

/// <summary>The compose file at the root of the tree.</summary>
internal static class ComposeFile
{
    /// <summary>The programs of ours, by the names of their services.</summary>
    public static readonly string[] Programs = ["api", "label-worker", "model-worker", "web"];

    /// <summary>Its text.</summary>
    public static string Text { get; } = Repository.Read("docker-compose.yml");

    /// <summary>Its content, anchors and merge keys resolved.</summary>
    public static JsonObject Content { get; } = Yaml.ReadAll(Text).Single();

    /// <summary>The services by name.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Services { get; } =
        Content.At("services")!.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value!);
}
