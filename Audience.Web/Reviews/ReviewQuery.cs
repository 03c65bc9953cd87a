using System.Globalization;

namespace Audience.Web.Reviews;

/// <summary>What of a data set is reviewed, and how far somebody has come.</summary>
/// <param name="Set">The data set.</param>
/// <param name="Kind"><c>suspects</c> or <c>next</c>.</param>
/// <param name="Feature">What of a document is looked at: CONTENT, AUTHOR or TITLE.</param>
/// <param name="From">Where posts are looked for: a task's id, or schema.table; empty where nothing is chosen yet.</param>
/// <param name="Skipped">How many of the list were left as they are.</param>
public sealed record ReviewQuery(string Set, string Kind, string Feature = "CONTENT", string From = "", int Skipped = 0)
{
    /// <summary>What of a document can be looked at.</summary>
    public static readonly IReadOnlyList<string> Features = ["CONTENT", "AUTHOR", "TITLE"];

    /// <summary>More than a list of the API's holds is never skipped.</summary>
    public const int MaxSkipped = 900;

    /// <summary>As an address or a form asks for it; what means nothing is left out.</summary>
    /// <param name="set">The data set.</param>
    /// <param name="kind"><c>suspects</c> or <c>next</c>.</param>
    /// <param name="given">The value of a name, or an empty text.</param>
    public static ReviewQuery Of(string set, string kind, Func<string, string> given) =>
        new(
            set,
            kind,
            Features.Contains(given("feature")) ? given("feature") : Features[0],
            given("from").Trim(),
            int.TryParse(given("skip"), NumberStyles.None, CultureInfo.InvariantCulture, out int skipped)
                ? Math.Min(skipped, MaxSkipped)
                : 0
        );

    /// <summary>The same, in a form's fields.</summary>
    public IEnumerable<(string Name, string Value)> Fields =>
        [("feature", Feature), ("from", From), ("skip", Skipped.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The address without what is asked for.</summary>
    public string Path => $"{ConsoleRegistration.Path}/datasets/{Set}/{Kind}";

    /// <summary>The page's address.</summary>
    public override string ToString() =>
        Path
        + QueryString.Create(Fields.Where(f => f.Value is not ("" or "0")).Select(f => new KeyValuePair<string, string?>(f.Name, f.Value)));
}
