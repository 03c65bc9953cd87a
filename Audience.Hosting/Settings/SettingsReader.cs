using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Audience.Hosting.Settings;

/// <summary>Reads settings and collects what is wrong with them, so that a start shows every mistake at once.</summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _problems = [];

    /// <summary>A setting as it stands, or null where it is absent or empty.</summary>
    public string? Optional(string name) => configuration[name] is { Length: > 0 } value ? value : null;

    /// <summary>A setting, or its default.</summary>
    public string Text(string name, string fallback) => Optional(name) ?? fallback;

    /// <summary>A whole number within a range.</summary>
    public int Int(string name, int fallback, int min, int max)
    {
        if (Optional(name) is not { } text)
            return fallback;
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max)
            return value;
        Wrong(name, $"'{text}' is not a whole number from {min} to {max}");
        return fallback;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Bool(string name, bool fallback)
    {
        if (Optional(name) is not { } text)
            return fallback;
        if (bool.TryParse(text, out bool value))
            return value;
        Wrong(name, $"'{text}' is neither true nor false");
        return fallback;
    }

    /// <summary>A comma-separated list.</summary>
    public IReadOnlyList<string> List(string name, string fallback) =>
        Text(name, fallback).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Pairs, <c>key=value;key=value</c>.</summary>
    public IReadOnlyDictionary<string, string> Map(string name, string fallback) => Pairs(name, Text(name, fallback));

    /// <summary>Pairs in a text that is a setting, or a part of it.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string name, string text)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == pair.Length - 1)
                Wrong(name, $"'{pair}' is not of the form key=value");
            else if (!map.TryAdd(pair[..equals].Trim(), pair[(equals + 1)..].Trim()))
                Wrong(name, $"'{pair[..equals]}' stands there twice");
        }
        return map;
    }

    /// <summary>Notes that a setting is wrong. Say what is wrong with it; never repeat a secret.</summary>
    public void Wrong(string name, string problem) => _problems.Add($"{name}: {problem}");

    /// <summary>Ends reading.</summary>
    /// <exception cref="SettingsException">Something was wrong.</exception>
    public void Finish()
    {
        if (_problems.Count > 0)
            throw new SettingsException(_problems);
    }
}
