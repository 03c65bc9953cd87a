using System.Text.Json.Serialization;

namespace Audience.Benchmarks.Match;

/// <summary>What was measured of one engine; the JSON names are part of the command's output.</summary>
internal sealed record MatchResult(
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("keywords")] int Keywords,
    [property: JsonPropertyName("engine")] string Engine,
    [property: JsonPropertyName("mchars_per_second")] double MCharsPerSecond,
    [property: JsonPropertyName("allocated_bytes_per_text")] double AllocatedBytesPerText
);
