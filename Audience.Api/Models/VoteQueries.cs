using Audience.Contracts.Models;
using Audience.Data.Models;
using Audience.Labeling.Prepared;
using Audience.Labeling.Prepared.Votes;

namespace Audience.Api.Models;

/// <summary>Reads what the votes of models weigh.</summary>
public sealed class VoteQueries(ModelQueries queries, ModelDefinitions definitions)
{
    /// <summary>What they weigh.</summary>
    public async Task<ModelVotes> FindAsync(string id, CancellationToken cancellationToken)
    {
        var (row, bytes) = await queries.ReadAsync(id, cancellationToken);
        var model = PreparedModel.FromBytes(bytes);
        if (model.Vote is not { } vote)
            throw ModelErrors.Bad($"model {id} is a {model.Kind.Name()}: only a {ModelKind.LabelVote.Name()} weighs the votes of others");
        var names = (await definitions.FindAsync(row.TaskId, cancellationToken))?.Voters;
        return new ModelVotes
        {
            Labels = vote.Labels,
            Bias = [.. vote.Bias.Select(bias => float.IsFinite(bias) ? (double?)bias : null)],
            Voters = [.. vote.Voters.Models.Select((_, voter) => Voter(vote, voter, names?.ElementAtOrDefault(voter)))],
        };
    }

    private static ModelVoter Voter(VoteModel vote, int voter, string? name)
    {
        var model = vote.Voters.Models[voter];
        return new ModelVoter
        {
            Model = name,
            ModelType = model.Kind.Name(),
            Votes =
            [
                .. model.Labels.Select((label, number) => Vote(label, vote.Voters.Vote(voter, number))),
                Vote(null, vote.Voters.None(voter)),
            ],
        };

        ModelVote Vote(string? label, int number) =>
            new() { Vote = label, Weights = [.. vote.Labels.Select((_, other) => vote.Weight(number, other))] };
    }
}
