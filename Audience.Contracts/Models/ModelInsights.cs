using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>What an evaluation shows beside its report, as it is stored.</summary>
public sealed record ModelInsights
{
    /// <summary>Which labels are taken for which.</summary>
    [JsonPropertyName("confusion")]
    public required ModelConfusion Confusion { get; init; }

    /// <summary>What probabilities are worth; null for models without.</summary>
    [JsonPropertyName("curves")]
    public required ModelCurves? Curves { get; init; }

    /// <summary>For each label the mistakes of which the model was most certain.</summary>
    [JsonPropertyName("mistakes")]
    public required IReadOnlyList<ModelMistake> Mistakes { get; init; }
}
