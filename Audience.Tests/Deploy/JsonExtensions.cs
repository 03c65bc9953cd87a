using System.Text.Json.Nodes;

namespace Audience.Tests.Deploy;

/// <summary>Short ways through a JSON tree.</summary>
internal static class JsonExtensions
{
    /// <summary>What is at the end of a path of names; null when some part is missing.</summary>
    public static JsonNode? At(this JsonNode? node, params string[] path) =>
        path.Aggregate(node, (current, name) => (current as JsonObject)?[name]);

    /// <summary>The names in the object at the end of a path; none when it is missing.</summary>
    public static IReadOnlyList<string> Names(this JsonNode? node, params string[] path) =>
        node.At(path) is JsonObject found ? [.. found.Select(entry => entry.Key)] : [];

    /// <summary>The items of the list at the end of a path; none when it is missing.</summary>
    public static IReadOnlyList<JsonNode> Items(this JsonNode? node, params string[] path) =>
        node.At(path) is JsonArray found ? [.. found.Select(item => item!)] : [];

    /// <summary>The texts in the list at the end of a path; none when it is missing.</summary>
    public static IReadOnlyList<string> Texts(this JsonNode? node, params string[] path) =>
        [.. node.Items(path).Select(item => item.ToString())];
}
