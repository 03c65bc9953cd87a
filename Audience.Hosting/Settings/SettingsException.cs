namespace Audience.Hosting.Settings;

/// <summary>The configuration cannot be used; the message names every wrong setting, one a line, and never a secret's value.</summary>
public sealed class SettingsException(IEnumerable<string> problems)
    : Exception("The configuration is wrong:" + string.Concat(problems.Select(p => "\n  " + p)));
