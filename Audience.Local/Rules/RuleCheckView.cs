using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Hosting.Settings;
using Audience.Labeling;
using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Labeling.RuleChecks;
using Audience.Local.Remote;
using Spectre.Console;

namespace Audience.Local.Rules;

/// <summary>Shows what a check of rules found.</summary>
internal static class RuleCheckView
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>1 where something is wrong; useless rules and warnings are not.</returns>
    internal static int Show(RuleSet set, bool keywords, TextFolds folds, bool json)
    {
        var settings = LabelSettings.Read(new SettingsReader(new ConfigurationBuilder().AddEnvironmentVariables().Build()));
        RuleFinding[] findings =
        [
            .. set.Problems,
            .. RuleSetCheck.Find(set.Rules, keywords, folds, (one, other) => Exclude(settings, one, other)),
        ];
        int code = findings.Any(finding => finding.Kind == FindingKind.Error) || set.Rules.Count == 0 ? 1 : 0;
        if (json)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        rules = set.Rules.Count,
                        labels = set.Labels.Count,
                        findings = findings.Select(finding => new
                        {
                            kind = Name(finding.Kind),
                            where = finding.Where,
                            message = finding.Message,
                        }),
                    },
                    Options
                )
            );
            return code;
        }
        var table = new Table().AddWhole("what").AddColumns("where", "message");
        foreach (var finding in findings)
            table.AddRow(Name(finding.Kind), Markup.Escape(finding.Where), Markup.Escape(finding.Message));
        if (findings.Length > 0)
            AnsiConsole.Write(table);
        Console.WriteLine($"{set.Rules.Count} rules of {set.Labels.Count} labels, {findings.Length} findings");
        return code;
    }

    /// <summary>The rules, where all of them can be used.</summary>
    /// <exception cref="PatternException">Some cannot be read; the message names each.</exception>
    internal static IReadOnlyList<LabelItems> Usable(RuleSet set)
    {
        RuleFinding[] errors = [.. set.Problems.Where(problem => problem.Kind == FindingKind.Error)];
        return errors.Length == 0
            ? set.Labels
            : throw new PatternException(string.Join(Environment.NewLine, errors.Select(error => $"{error.Where}: {error.Message}")));
    }

    private static bool Exclude(LabelSettings settings, string one, string other)
    {
        (string first, string second) = (settings.PanelNames.Of(one), settings.PanelNames.Of(other));
        return first != second && settings.ConflictGroups.Of(first) is >= 0 and var group && settings.ConflictGroups.Of(second) == group;
    }

    private static string Name(FindingKind kind) => kind.ToString().ToLowerInvariant();
}
