using Audience.Labeling;
using Audience.Labeling.RuleReports;

namespace Audience.Benchmarks.Match;

/// <summary>A model of items as labelling uses it: a label's first rule ends the search for it.</summary>
internal sealed class ItemEngine(string name, string[] texts, IRuleModel model) : MatchEngine
{
    private readonly LabelSet _found = new(model.Labels.Count);

    internal override string Name => name;

    internal override int Labels(int text)
    {
        _found.Clear();
        model.Label(texts[text], _found);
        return (_found.Contains(0) ? 1 : 0) | (_found.Contains(1) ? 2 : 0);
    }
}

/// <summary>The same with every rule counted.</summary>
internal sealed class ReportEngine(string name, string[] texts, IRuleModel model) : MatchEngine
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Groups = new() { ["GENDER"] = ["male", "female"] };

    private readonly LabelSet _found = new(model.Labels.Count);
    private readonly RuleReport _report = new(model, Groups, label => label);

    internal override string Name => name;

    internal override int Labels(int text)
    {
        _found.Clear();
        _report.Label(texts[text], _found);
        return (_found.Contains(0) ? 1 : 0) | (_found.Contains(1) ? 2 : 0);
    }
}
