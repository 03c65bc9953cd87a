using System.Text.Json;

namespace Audience.Labeling.Folding;

/// <summary>The names of folds in requests and files.</summary>
public static class FoldNames
{
    private static readonly (TextFolds Fold, string Name)[] All =
    [
        (TextFolds.Width, "width"),
        (TextFolds.Chinese, "chinese"),
        (TextFolds.Invisible, "invisible"),
        (TextFolds.Confusables, "confusables"),
    ];

    /// <summary>Every name, for messages.</summary>
    public static string Known => string.Join(", ", All.Select(fold => fold.Name));

    /// <summary>The names of some folds, in the order of the documentation.</summary>
    public static IReadOnlyList<string> Of(TextFolds folds) => [.. All.Where(fold => folds.HasFlag(fold.Fold)).Select(fold => fold.Name)];

    /// <summary>Reads names, each in any case; a name may come twice.</summary>
    /// <exception cref="PatternException">A name is none.</exception>
    public static TextFolds Parse(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        TextFolds folds = TextFolds.None;
        foreach (string name in names)
        {
            int found = Array.FindIndex(All, fold => fold.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            folds |= found >= 0 ? All[found].Fold : throw new PatternException($"FOLD: there is no '{Shown.Of(name)}' (known: {Known})");
        }
        return folds;
    }

    /// <summary>Reads FOLD of a request: a list of names, or null for none.</summary>
    /// <exception cref="PatternException">It is something else, or a name is none.</exception>
    public static TextFolds Parse(JsonElement fold) =>
        fold.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => TextFolds.None,
            JsonValueKind.Array when fold.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String) => Parse(
                fold.EnumerateArray().Select(name => JsonText.Read(name.GetString, "FOLD")!)
            ),
            _ => throw new PatternException($"FOLD must be a list of {Known}, not {JsonText.Kind(fold)}"),
        };
}
