using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks.Reports;

/// <summary>What each label of a task does: exact, over the posts that are committed.</summary>
public sealed record TaskLabels
{
    /// <summary>Posts read, with labels and without.</summary>
    [JsonPropertyName("posts")]
    public required long Posts { get; init; }

    /// <summary>The labels that posts got.</summary>
    [JsonPropertyName("labels")]
    public required IReadOnlyList<TaskLabel> Labels { get; init; }

    /// <summary>The pairs of labels that posts got both of.</summary>
    [JsonPropertyName("pairs")]
    public required IReadOnlyList<LabelPair> Pairs { get; init; }

    /// <summary>Posts per label and day.</summary>
    [JsonPropertyName("days")]
    public required IReadOnlyList<LabelDay> Days { get; init; }
}

/// <summary>What a label did.</summary>
public sealed record TaskLabel
{
    /// <summary>The label.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>How it is stored: <c>/female</c>.</summary>
    [JsonPropertyName("panel")]
    public required string Panel { get; init; }

    /// <summary>Posts that got it.</summary>
    [JsonPropertyName("posts")]
    public required long Posts { get; init; }

    /// <summary>The same by source group, with the authors.</summary>
    [JsonPropertyName("groups")]
    public required IReadOnlyList<LabelGroup> Groups { get; init; }
}

/// <summary>What a label did in a source group.</summary>
public sealed record LabelGroup
{
    /// <summary>The source group.</summary>
    [JsonPropertyName("group")]
    public required string Group { get; init; }

    /// <summary>Posts that got the label.</summary>
    [JsonPropertyName("posts")]
    public required long Posts { get; init; }

    /// <summary>Authors with its panel in the production table; null until that is made.</summary>
    [JsonPropertyName("authors")]
    public required long? Authors { get; init; }

    /// <summary>Authors with such posts who lost the panel to a conflict; null until production is made.</summary>
    [JsonPropertyName("lost")]
    public required long? Lost { get; init; }
}

/// <summary>Two labels together.</summary>
public sealed record LabelPair
{
    /// <summary>A label.</summary>
    [JsonPropertyName("first")]
    public required string First { get; init; }

    /// <summary>The other one.</summary>
    [JsonPropertyName("second")]
    public required string Second { get; init; }

    /// <summary>Posts that got both.</summary>
    [JsonPropertyName("posts")]
    public required long Posts { get; init; }

    /// <summary>Authors with posts of both, also where one is lost to a conflict; null until production is made.</summary>
    [JsonPropertyName("authors")]
    public required long? Authors { get; init; }
}

/// <summary>A label on a day.</summary>
public sealed record LabelDay
{
    /// <summary>The label.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>The day of the posts.</summary>
    [JsonPropertyName("day")]
    public required DateOnly Day { get; init; }

    /// <summary>Posts that got it.</summary>
    [JsonPropertyName("posts")]
    public required long Posts { get; init; }
}
