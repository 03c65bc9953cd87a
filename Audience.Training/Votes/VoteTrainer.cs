using Audience.Labeling;
using Audience.Labeling.Prepared;
using Audience.Labeling.Prepared.Votes;
using Audience.Labeling.Scoring;
using Audience.Training.Calibrating;
using Audience.Training.Linear;

namespace Audience.Training.Votes;

/// <summary>
/// Learns what the votes of models are worth: from documents that people labelled, or from how the models agree where nobody did. The same
/// models and documents always give the same model, byte for byte.
/// </summary>
public static class VoteTrainer
{
    private const double VotingShare = 0.5;

    /// <summary>
    /// Learns from labelled documents, which none of the models should have learned from: a logistic regression over the votes. What models
    /// have in common counts once, and a model that knows a label by another name is understood.
    /// </summary>
    /// <param name="models">Who votes: 2 to <see cref="VoteModel.MaxModels"/>.</param>
    /// <param name="set">The labelled documents.</param>
    /// <param name="progress">Told the share of the work that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="TrainingException">Nothing can be learned from these documents.</exception>
    /// <exception cref="ModelFormatException">These models cannot vote together.</exception>
    public static PreparedModel Learn(
        IReadOnlyList<PreparedModel> models,
        TrainingSet set,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(set);
        var voters = new Voters(models);
        VoteModel.CheckSize(voters.Votes, set.Labels.Count);
        var watch = new TrainingWatch(progress, cancellationToken);
        var documents = new Documents(set, cancellationToken);
        var rows = Cast(voters, documents.Texts, watch);
        var data = new FitData([.. rows.Select(Row)], documents.Truth, documents.Labels.Count, voters.Votes);
        var sample = new Sample(documents);
        var (setting, held) = SettingChoice.Choose(LossKind.Logistic, documents, sample, data.Only(sample.Documents), watch);
        var scored = held.Select((s, d) => (Truth: documents.Truth[d], Scores: s!)).Where(s => s.Scores is not null).ToList();
        watch.Part(1);
        var weights = LinearFit.Fit(data, documents.MultiLabel, setting, watch.Done, watch.Cancel);
        var model = new VoteModel(
            documents.Labels,
            voters,
            weights.Weights,
            weights.Bias,
            documents.MultiLabel ? Trials.Thresholds(scored, documents.Labels.Count) : new double[documents.Labels.Count],
            !documents.MultiLabel
        );
        watch.Finish();
        return PreparedModel
            .FromVotes(model)
            .With(
                CalibrationFit.Fit(
                    [.. scored.Select(d => (d.Truth, Array.ConvertAll(d.Scores, score => (double)score)))],
                    !documents.MultiLabel,
                    votes: false
                )
            );
    }

    /// <summary>Learns from documents without labels, by how the models agree: see <see cref="Agreement"/>.</summary>
    /// <param name="models">Who votes: 2 to <see cref="VoteModel.MaxModels"/>. Their labels are those of the vote.</param>
    /// <param name="multiLabel">Whether a text may get several labels.</param>
    /// <param name="texts">The documents.</param>
    /// <param name="progress">Told the share of the work that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="TrainingException">No model gives a label to any of them.</exception>
    /// <exception cref="ModelFormatException">These models cannot vote together.</exception>
    public static PreparedModel Agree(
        IReadOnlyList<PreparedModel> models,
        bool multiLabel,
        IReadOnlyList<string> texts,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(models);
        string[] labels = [.. models.SelectMany(model => model.Labels).Distinct(StringComparer.Ordinal)];
        var voters = new Voters(models);
        VoteModel.CheckSize(voters.Votes, labels.Length);
        var watch = new TrainingWatch(progress, cancellationToken);
        var rows = Cast(voters, texts, watch);
        watch.Part(1);
        float[] weights = new float[voters.Votes * labels.Length],
            bias = new float[labels.Length];
        bool any = false;
        for (int label = 0; label < labels.Length; label++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] votes =
            [
                .. models
                    .Index()
                    .Select(m => (m.Index, Number: m.Item.Labels.ToList().IndexOf(labels[label])))
                    .Where(m => m.Number >= 0)
                    .Select(m => voters.Vote(m.Index, m.Number)),
            ];
            var agreement = Agreement.Of([.. rows.Select(row => Array.ConvertAll(votes, row.Contains))]);
            any |= agreement.IsGiven;
            bias[label] = agreement.IsGiven ? (float)agreement.Silent : float.NegativeInfinity;
            for (int voter = 0; voter < votes.Length; voter++)
                weights[votes[voter] * labels.Length + label] = (float)agreement.Added[voter];
            watch.Done((label + 1.0) / labels.Length);
        }
        if (!any)
            throw new TrainingException("none of the models gives a label to any of the documents: there is nothing to weigh");
        watch.Finish();
        return PreparedModel
            .FromVotes(new VoteModel(labels, voters, weights, bias, new double[labels.Length], !multiLabel))
            // What is added up are logarithms of odds: they are probabilities as they stand.
            .With(new Calibration([.. labels.Select(_ => 1.0)], [.. labels.Select(_ => 0.0)], oneLabel: !multiLabel, votes: false));
    }

    private static LabelSet[] Cast(Voters voters, IReadOnlyList<string> texts, TrainingWatch watch)
    {
        watch.Part(VotingShare);
        var rows = new LabelSet[texts.Count];
        int done = 0;
        Parallel.For(
            0,
            texts.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = watch.Cancel },
            text =>
            {
                rows[text] = new LabelSet(voters.Votes);
                voters.Label(texts[text], rows[text]);
                watch.Done((double)Interlocked.Increment(ref done) / texts.Count);
            }
        );
        return rows;
    }

    private static SparseRow Row(LabelSet votes)
    {
        var tokens = new List<int>();
        for (int vote = votes.Next(0); vote >= 0; vote = votes.Next(vote + 1))
            tokens.Add(vote);
        return new SparseRow([.. tokens], [.. tokens.Select(_ => 1f)]);
    }
}
