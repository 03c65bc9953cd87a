using System.Text.Json;
using Audience.Labeling.Prepared;
using Audience.Training;

namespace Audience.Tests.Training.Votes;

/// <summary>Texts that say what each model is to vote, and models of one keyword a label that do so.</summary>
internal static class MadeVotes
{
    internal static readonly string[] Labels = ["女性", "男性", "不明"];

    /// <summary>A model that gives a label to texts in which its name and the label stand.</summary>
    internal static PreparedModel Voter(int voter, params string[] labels) =>
        PreparedModel.FromPattern(
            ModelKind.Keyword,
            JsonSerializer.Serialize(labels.ToDictionary(label => label, label => new[] { Word(voter, label) }))
        );

    /// <summary>As many models as there are accuracies, each of all labels.</summary>
    internal static PreparedModel[] Voters(params double[] accuracies) => [.. accuracies.Select((_, voter) => Voter(voter, Labels))];

    /// <summary>Texts of one label each, on which a model gives the right one as often as its accuracy says, and else another.</summary>
    internal static TrainingSet Single(int texts, params double[] accuracies)
    {
        var random = new Random(texts);
        return new TrainingSet(Labels, false, [.. Enumerable.Range(0, texts).Select(_ => Make(random.Next(Labels.Length)))]);

        LabeledText Make(int truth) =>
            new(
                string.Join(
                    ' ',
                    accuracies.Select(
                        (accuracy, voter) =>
                            Word(
                                voter,
                                Labels[
                                    random.NextDouble() < accuracy ? truth : (truth + 1 + random.Next(Labels.Length - 1)) % Labels.Length
                                ]
                            )
                    )
                ),
                [Labels[truth]]
            );
    }

    /// <summary>Texts of any of the labels: a model finds a label that is there as often as is said, and gives it to few others.</summary>
    internal static TrainingSet Several(int texts, params double[] found)
    {
        var random = new Random(texts);
        return new TrainingSet(
            Labels,
            true,
            [.. Enumerable.Range(0, texts).Select(_ => Make([.. Labels.Where(_ => random.Next(3) == 0)]))]
        );

        LabeledText Make(string[] truth) =>
            new(
                "。"
                    + string.Join(
                        ' ',
                        from voter in Enumerable.Range(0, found.Length)
                        from label in Labels
                        where random.NextDouble() < (truth.Contains(label) ? found[voter] : 0.05)
                        select Word(voter, label)
                    )
                    + " 字",
                truth
            );
    }

    private static string Word(int voter, string label) => $"v{voter}{label}";
}
