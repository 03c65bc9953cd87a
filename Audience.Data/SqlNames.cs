using System.Text.RegularExpressions;

namespace Audience.Data;

/// <summary>Schema, table and column names that come from outside.</summary>
public static partial class SqlNames
{
    /// <summary>Letters, digits, <c>_</c>, <c>$</c> and <c>-</c>, 1 to 64 of them: nothing that could end a quoted identifier.</summary>
    public static bool IsValid(string? name) => name is not null && Pattern().IsMatch(name);

    /// <summary>Returns the name, or throws.</summary>
    /// <exception cref="ArgumentException">The name has a character that no schema or table of ours may have.</exception>
    public static string Check(string name) =>
        IsValid(name)
            ? name
            : throw new ArgumentException(
                $"'{name}' is not a valid schema or table name: letters, digits, '_', '$' and '-', at most 64 of them"
            );

    [GeneratedRegex(@"\A[\p{L}\p{N}_$-]{1,64}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pattern();
}
