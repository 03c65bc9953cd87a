namespace Audience.Data.Datasets;

/// <summary>Names that rows of a report have, so that no label can.</summary>
public static class ReservedLabels
{
    private static readonly string[] s_names = ["accuracy", "micro avg", "macro avg", "weighted avg", "samples avg"];

    /// <summary>Whether a label may not be called so.</summary>
    public static bool Has(string label) => s_names.Contains(label);

    /// <summary>Why it may not.</summary>
    public static string Why(string label) => $"a label may not be called '{label}': reports have a row of that name; rename it";
}
