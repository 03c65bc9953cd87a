using System.Text.RegularExpressions;

namespace Audience.Tests.Deploy;

/// <summary>The settings that <c>deploy/.env.example</c> shows, those in comments included.</summary>
internal static partial class EnvExample
{
    /// <summary>Each setting and its value, which may be empty.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } =
        Setting()
            .Matches(Repository.Read("deploy", ".env.example"))
            .ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);

    [GeneratedRegex(@"^(# )?(?<name>[A-Z][A-Z0-9_]*)=(?<value>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Setting();
}
