using Audience.Labeling.Items;

namespace Audience.Labeling.Patterns;

/// <summary>What stands in a rule file: a rule a line.</summary>
/// <param name="Rules">What could be read, in order.</param>
/// <param name="Problems">What could not, and what is probably meant otherwise.</param>
public sealed record RuleFile(IReadOnlyList<RuleLine> Rules, IReadOnlyList<RuleProblem> Problems)
{
    /// <summary>
    /// Reads a rule file. A line of keywords is <c>keyword&lt;TAB&gt;match_type</c>, a bare keyword, or an item of PATTERN as JSON; a
    /// line of
    /// expressions is an expression, or an item as a JSON object. Blank lines are skipped, and those that begin with <c>#</c> and a space.
    /// </summary>
    /// <param name="reader">The text; a byte order mark at its start is skipped.</param>
    /// <param name="keywords">Whether it holds keywords; otherwise it holds expressions.</param>
    public static RuleFile Read(TextReader reader, bool keywords)
    {
        ArgumentNullException.ThrowIfNull(reader);
        RuleLineReader lines = new(keywords);
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            lines.Add(number == 1 ? line.TrimStart('\uFEFF') : line, number);
        }
        return lines.End();
    }
}

/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Item">What it says.</param>
public sealed record RuleLine(int Line, RuleItem Item);

/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Message">What is wrong, and what to do.</param>
/// <param name="IsError">Whether the line cannot be used; otherwise it can, and is taken as it stands.</param>
public sealed record RuleProblem(int Line, string Message, bool IsError);
