using System.Globalization;

namespace Audience.Api.Documents;

/// <summary>What is wrong with a file: the first 20 mistakes, each with its line and column.</summary>
internal sealed class CsvMistakes
{
    private const int Most = 20;
    private readonly List<string> _mistakes = [];

    /// <summary>Whether there is one.</summary>
    public bool Any => _mistakes.Count > 0;

    /// <summary>Whether no more are told.</summary>
    public bool Full => _mistakes.Count >= Most;

    /// <summary>Notes one.</summary>
    /// <param name="line">Counted from 1.</param>
    /// <param name="column">The column's name, or null where the line as a whole is wrong.</param>
    /// <param name="what">What is wrong.</param>
    public void Add(long line, string? column, string what)
    {
        string number = line.ToString(CultureInfo.InvariantCulture);
        _mistakes.Add(column is null ? $"line {number}: {what}" : $"line {number}, column {column}: {what}");
    }

    /// <summary>Ends reading.</summary>
    /// <exception cref="Errors.ApiException">400: there were mistakes.</exception>
    public void Check()
    {
        if (Any)
            throw DocumentErrors.Bad(
                "nothing was written. " + string.Join("; ", _mistakes.Take(Most)) + (Full ? "; there may be more" : "")
            );
    }
}
