using System.Text.Json.Serialization;

namespace Audience.Contracts.Dumps;

/// <summary>A dump to make: the production rows of finished tasks, merged with last year's panels.</summary>
/// <example>
/// {"GROUP": "GENDER", "TASK_IDS": ["7c7bd38c410a11ecb688d45d6456a14d"], "INPUT_DATABASE": "audience_2020", "OUTPUT_DATABASE":
/// "audience_dump"}
/// </example>
public sealed record CreateDumpRequest
{
    /// <summary>The conflict group whose panels are dumped: GENDER, MARRIAGE or one of the configuration.</summary>
    [JsonPropertyName("GROUP")]
    public required string Group { get; init; }

    /// <summary>1 to 1000 tasks whose prod_stat is finish. Where two know the same author, the panel of the later post holds.</summary>
    [JsonPropertyName("TASK_IDS")]
    public required IReadOnlyList<string> TaskIds { get; init; }

    /// <summary>The schema with last year's panels (wh_panel_mapping_fb and so on); absent: nothing to merge with.</summary>
    [JsonPropertyName("INPUT_DATABASE")]
    public string? InputDatabase { get; init; }

    /// <summary>The schema for the tables (wh_panel_mapping_fb_dump and so on); default OUTPUT_SCHEMA of the configuration.</summary>
    [JsonPropertyName("OUTPUT_DATABASE")]
    public string? OutputDatabase { get; init; }

    /// <summary>
    /// Where the dump's status is sent (POST) when it has ended, in whatever way. It is signed; hosts only from CALLBACK_HOSTS.
    /// </summary>
    [JsonPropertyName("CALLBACK_URL")]
    public string? CallbackUrl { get; init; }
}
