namespace Audience.Labeling.Scoring;

/// <summary>A learned model: it gives every label a score, and decides by scores and thresholds.</summary>
internal interface IScoredModel : ILabelModel
{
    /// <summary>
    /// By label: what its score has to exceed; or, where each text gets exactly one label, what is taken from its score before the
    /// best one wins.
    /// </summary>
    IReadOnlyList<double> Thresholds { get; }

    /// <summary>Whether each text gets exactly one label.</summary>
    bool OneLabel { get; }

    /// <summary>Scores a text; nothing is allocated.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scores">By label; replaced.</param>
    void Score(ReadOnlySpan<char> text, Span<double> scores);

    /// <summary>What each piece of a text adds to the score of a label, in any order; nothing for models that cannot tell.</summary>
    /// <param name="text">The text.</param>
    /// <param name="label">The number of the label.</param>
    IReadOnlyList<TextPart> Parts(string text, int label);

    /// <summary>The same model with other thresholds.</summary>
    IScoredModel With(IReadOnlyList<double> thresholds);
}
