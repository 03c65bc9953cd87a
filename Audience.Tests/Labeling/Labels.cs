using Audience.Labeling;
using Audience.Labeling.Keywords;

namespace Audience.Tests.Labeling;

/// <summary>Runs models in tests.</summary>
internal static class Labels
{
    /// <summary>The labels that a text gets, in the order of the model.</summary>
    internal static string[] Of(ILabelModel model, string text)
    {
        LabelSet found = new(model.Labels.Count);
        model.Label(text, found);
        List<string> labels = [];
        for (int i = found.Next(0); i >= 0; i = found.Next(i + 1))
            labels.Add(model.Labels[i]);
        return [.. labels];
    }

    internal static LabelKeywords Keywords(string label, params (string Text, KeywordMatchType Match)[] keywords) =>
        new(label, [.. keywords.Select(keyword => new Keyword(keyword.Text, keyword.Match))]);
}
