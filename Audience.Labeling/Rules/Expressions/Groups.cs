namespace Audience.Labeling.Rules.Expressions;

/// <summary>The groups of an expression so far.</summary>
internal sealed class Groups
{
    private readonly List<Width?> _widths = [null];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private int _lastAsked;

    /// <summary>Groups from this number on were opened in the look-behind that is being read; null outside one.</summary>
    internal int? LookBehindFrom { get; set; }

    internal int Next => _widths.Count;

    internal int Open(string? name)
    {
        if (name is not null && !_names.TryAdd(name, Next))
            throw new ExpressionException($"does not compile: the group name {Shown.Of(name)} is given twice");
        _widths.Add(null);
        return Next - 1;
    }

    internal void Close(int number, Width width) => _widths[number] = width;

    internal int Named(string name) =>
        _names.TryGetValue(name, out int number)
            ? number
            : throw new ExpressionException($"does not compile: unknown group name {Shown.Of(name)}");

    internal BackReference Refer(int number, PythonCase by)
    {
        if (number >= Next)
            throw new ExpressionException($"does not compile: there is no group {number}");
        if (_widths[number] is not { } width)
            throw new ExpressionException("does not compile: it refers to a group inside that group");
        CheckLookBehind(number);
        return new BackReference(number, by, width);
    }

    /// <summary>Notes that <c>(?(number)…)</c> asks for a group, which may come later.</summary>
    internal void Ask(int number)
    {
        if (number < Next && _widths[number] is null)
            throw new ExpressionException("asks in (?(…)…) for a group inside that group, which is not taken");
        _lastAsked = Math.Max(_lastAsked, number);
        CheckLookBehind(number);
    }

    internal void CheckAsked()
    {
        if (_lastAsked >= Next)
            throw new ExpressionException($"does not compile: there is no group {_lastAsked}");
    }

    private void CheckLookBehind(int number)
    {
        if (LookBehindFrom is { } from && number >= from)
            throw new ExpressionException("does not compile: it refers to a group of the same look-behind");
    }
}
