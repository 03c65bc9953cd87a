namespace Audience.Labeling.Panels;

/// <summary>How labels are stored: a slash and the label's code, where the configuration gives it one, else the label itself.</summary>
public sealed class PanelNames(IReadOnlyDictionary<string, string> codes)
{
    /// <summary>The labels of the original.</summary>
    public const string Default =
        "男性=male;女性=female;未婚=unmarried;已婚=married;孩子=child;有子女=parenting;青年=young;上班族=employee;學生=student";

    /// <summary>The panel of a label: <c>/female</c> for <c>女性</c>.</summary>
    public string Of(string label) => "/" + codes.GetValueOrDefault(label, label);
}
