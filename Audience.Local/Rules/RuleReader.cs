using Audience.Labeling.RuleChecks;

namespace Audience.Local.Rules;

/// <summary>Reads rules from whatever holds them.</summary>
internal static class RuleReader
{
    /// <exception cref="IOException">There is nothing at the path.</exception>
    internal static RuleSet Read(string path, string modelType, string predictType)
    {
        if (Directory.Exists(path))
            return RuleSet.FromDirectory(path, modelType, predictType);
        bool keywords = modelType == "keyword_model";
        return Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase)
            ? RuleCsv.Read(path, keywords)
            : Named(path, RuleSet.FromPattern(File.ReadAllText(path), keywords));
    }

    // Of rules the label and the number are told, which are found in any file; what is no PATTERN at all does not know which file it is.
    private static RuleSet Named(string path, RuleSet set) =>
        set.Rules.Count > 0 ? set : new([], [.. set.Problems.Select(problem => problem with { Where = $"{path}, {problem.Where}" })]);
}
