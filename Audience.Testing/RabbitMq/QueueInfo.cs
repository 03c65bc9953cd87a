using System.Text.Json.Serialization;

namespace Audience.Testing;

/// <summary>A queue of the broker.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Messages">How many messages it holds, those with a consumer included.</param>
/// <param name="Consumers">How many consumers it has.</param>
public sealed record QueueInfo(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("messages")] long Messages,
    [property: JsonPropertyName("consumers")] long Consumers
);
