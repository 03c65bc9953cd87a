using Audience.Labeling;
using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Labeling.Prepared;
using Audience.Labeling.RuleChecks;
using Audience.Labeling.Scoring;
using Audience.Local.Rules;

namespace Audience.Local.Labels;

/// <summary>Makes a model from files.</summary>
internal static class LabelModelFile
{
    /// <summary>From rules: a PATTERN, a CSV or a rules directory.</summary>
    /// <exception cref="PatternException">Some cannot be used; the message names all of them, with their lines.</exception>
    public static ILabelModel FromRules(string path, string modelType, string predictType, TextFolds folds)
    {
        var rules = RuleReader.Read(path, modelType, predictType);
        var labels = RuleCheckView.Usable(rules);
        if (labels.Count == 0)
            throw new PatternException($"there are no rules in {path}");
        try
        {
            return LabelModels.FromPattern(modelType, ItemWriter.Write(labels), folds);
        }
        catch (PatternException first)
        {
            // It names the first mistake only, and no line.
            string[] all =
            [
                .. RuleSetCheck
                    .Find(rules.Rules, modelType == "keyword_model", folds, (_, _) => false)
                    .Where(finding => finding.Kind == FindingKind.Error)
                    .Select(finding => $"{finding.Where}: {finding.Message}"),
            ];
            throw all.Length == 0 ? first : new PatternException(string.Join(Environment.NewLine, all), first);
        }
    }

    /// <summary>From an archive of a prepared model.</summary>
    /// <exception cref="ModelFormatException">It is none.</exception>
    public static PreparedModel FromArchive(string path)
    {
        try
        {
            return PreparedModel.FromBytes(File.ReadAllBytes(path));
        }
        catch (ModelFormatException e)
        {
            throw new ModelFormatException($"{path}: {e.Message}", e);
        }
    }
}
