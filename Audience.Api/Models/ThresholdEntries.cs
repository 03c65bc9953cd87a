using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Labeling.Prepared;

namespace Audience.Api.Models;

/// <summary>Reads which thresholds are to be moved, and where to.</summary>
internal static class ThresholdEntries
{
    // Scores are kept as single precision: this is far beyond every score, and far from its end.
    private const double MaxScore = 1e6;

    /// <summary>Reads a body.</summary>
    /// <exception cref="ValidationException">It cannot be used.</exception>
    public static IReadOnlyList<ThresholdMove> Read(RequestBody body)
    {
        var moves = new List<ThresholdMove>();
        if (body.Has("THRESHOLDS"))
        {
            foreach (var entry in body.NestedList("THRESHOLDS"))
            {
                moves.Add(ReadOne(entry));
                body.Adopt(entry);
            }
            if (moves.Count == 0 && !body.IsWrong("THRESHOLDS"))
                body.Wrong("THRESHOLDS", "ensure this list has at least one entry", "value_error.list");
        }
        else
            moves.Add(ReadOne(body));
        body.Check();
        return moves.CountBy(move => move.Label).FirstOrDefault(count => count.Value > 1) is { Key: { } twice }
            ? throw ModelErrors.Bad($"THRESHOLDS names the label '{twice}' more than once")
            : moves;
    }

    /// <summary>The thresholds of a model once these are moved.</summary>
    /// <exception cref="ApiException">400: a label is unknown, or a probability means nothing to the model.</exception>
    public static double[] Apply(IReadOnlyList<ThresholdMove> moves, PreparedModel model)
    {
        string[] labels = [.. model.Labels];
        double[] thresholds = [.. model.Thresholds];
        foreach (var move in moves)
        {
            int label = Array.IndexOf(labels, move.Label);
            if (label < 0)
                throw ModelErrors.Bad($"the model has no label '{move.Label}': use one of {string.Join(", ", labels)}");
            thresholds[label] = move.Threshold ?? Score(model, label, move.Probability!.Value);
        }
        return thresholds;
    }

    private static double Score(PreparedModel model, int label, double probability) =>
        model.Calibration is not { } calibration
            ? throw ModelErrors.Bad("the model has no probabilities: an earlier release prepared it; give THRESHOLD, or prepare it again")
        : !model.MultiLabel
            ? throw ModelErrors.Bad(
                "the model gives each text exactly one label, so none has a probability of its own from which on it is given: "
                    + "give THRESHOLD, which is taken from the label's score before the best one wins"
            )
        : calibration.ScoreOf(label, probability) is { } score && Math.Abs(score) <= MaxScore ? score
        : throw ModelErrors.Bad(
            $"the score of label '{model.Labels[label]}' does not tell how probable it is, as its documents were too few: give THRESHOLD"
        );

    private static ThresholdMove ReadOne(RequestBody entry)
    {
        string label = entry.Required("LABEL");
        bool asScore = entry.Has("THRESHOLD"),
            asProbability = entry.Has("PROBABILITY");
        if (asScore == asProbability)
            entry.Wrong("THRESHOLD", "give THRESHOLD or PROBABILITY, one of them", "value_error.missing");
        double? threshold = asScore ? entry.Number("THRESHOLD") : null,
            probability = asProbability ? entry.Number("PROBABILITY") : null;
        if (Math.Abs(threshold ?? 0) > MaxScore)
            entry.Wrong("THRESHOLD", $"ensure this value is from -{MaxScore} to {MaxScore}", "value_error.number.range");
        if (probability is <= 0 or >= 1 && !entry.IsWrong("PROBABILITY"))
            entry.Wrong("PROBABILITY", "ensure this value is more than 0 and less than 1", "value_error.number.range");
        return new ThresholdMove(label, threshold, probability);
    }
}

/// <summary>Where a label's threshold is to be moved: one of both is there.</summary>
/// <param name="Label">The label.</param>
/// <param name="Threshold">To this score.</param>
/// <param name="Probability">To the score that has this probability.</param>
internal sealed record ThresholdMove(string Label, double? Threshold, double? Probability);
