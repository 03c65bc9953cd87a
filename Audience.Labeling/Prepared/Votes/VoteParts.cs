using Audience.Labeling.Scoring;

namespace Audience.Labeling.Prepared.Votes;

/// <summary>Where in a text the models of a vote find what they vote by.</summary>
internal static class VoteParts
{
    /// <summary>
    /// The pieces that lead to votes for or against a label. Of rules: all places where those of a vote match, with its weight. Of a
    /// learned model: its own pieces that speak for its vote, which share its weight as they share its score. None for votes for no
    /// label, and for models that cannot tell.
    /// </summary>
    public static IReadOnlyList<TextPart> Of(VoteModel vote, string text, int label)
    {
        var parts = new List<TextPart>();
        for (int model = 0; model < vote.Voters.Models.Count; model++)
        {
            var voter = vote.Voters.Models[model];
            foreach (string given in voter.Predict(text))
            {
                int number = voter.Labels.ToList().IndexOf(given);
                double weight = vote.Weight(vote.Voters.Vote(model, number), label);
                if (weight != 0)
                    parts.AddRange(RuleModels.Of(voter) is { } rules ? OfRules(rules, given) : OfLearned(voter, number, weight));

                IEnumerable<TextPart> OfRules(IRuleModel ruled, string name)
                {
                    TextSpan[] places =
                    [
                        .. ruled
                            .Explain(text)
                            .Where(match => match.Label == name)
                            .SelectMany(match => match.Spans)
                            .Distinct()
                            .OrderBy(span => span.Start)
                            .Take(TextPart.MostPlaces),
                    ];
                    return places.Length == 0 ? [] : [new TextPart(places, weight)];
                }
            }
        }
        return parts;

        IEnumerable<TextPart> OfLearned(PreparedModel voter, int number, double weight)
        {
            TextPart[] speaking = [.. voter.Parts(text, number, int.MaxValue).Where(part => part.Added > 0)];
            double all = speaking.Sum(part => part.Added);
            return speaking.Select(part => part with { Added = weight * part.Added / all });
        }
    }
}
