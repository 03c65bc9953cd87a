using System.Globalization;
using Audience.Data;
using Audience.Data.Production;
using Audience.Data.Schema;
using Audience.Labeling.Panels;

namespace Audience.Hosting.Settings;

/// <summary>What labels and sources mean.</summary>
public sealed record LabelSettings
{
    /// <summary>Conflict groups of the original.</summary>
    public const string DefaultConflicts = "GENDER=/male,/female;MARRIAGE=/unmarried,/married";

    /// <summary>
    /// Directory of the rules that tasks without a PATTERN use (RULES_DIR); default <c>rules</c> of the working directory, or
    /// where there is none, those shipped beside the program.
    /// </summary>
    public required string RulesDirectory { get; init; }

    /// <summary>
    /// Source groups: those shipped (<see cref="SourceGroups.Default"/>) and SOURCE_GROUPS above them, <c>s_id=group</c> or
    /// <c>prefix*=group</c>; where that begins with <c>=</c>, it stands alone.
    /// </summary>
    public required SourceGroups SourceGroups { get; init; }

    /// <summary>START_TIME of tasks that name none (DEFAULT_START_TIME), a date or date-time; none: they are refused.</summary>
    public string? DefaultStart { get; init; }

    /// <summary>END_TIME of tasks that name none (DEFAULT_END_TIME), a date or date-time; none: they are refused.</summary>
    public string? DefaultEnd { get; init; }

    /// <summary>Panel codes of labels (LABEL_NAMES): <c>label=code</c>.</summary>
    public required PanelNames PanelNames { get; init; }

    /// <summary>Panels that exclude each other (CONFLICT_GROUPS): <c>NAME=/panel,/panel</c>.</summary>
    public required ConflictGroups ConflictGroups { get; init; }

    /// <summary>Whether tasks that do not say are reported on (RULE_REPORT); default true.</summary>
    public bool RuleReport { get; init; } = true;

    /// <summary>Reads them.</summary>
    public static LabelSettings Read(SettingsReader settings)
    {
        var groups = Groups(settings);
        foreach (string group in groups.Values.Where(g => !SqlNames.IsValid(g) || g.Length > 40 || SystemTables.IsReserved(g)))
            settings.Wrong(
                "SOURCE_GROUPS",
                $"'{group}' cannot be a table: letters, digits, '_', '$' and '-', at most 40, and not a name of the system's own tables"
            );
        return new LabelSettings
        {
            RulesDirectory = settings.Text(
                "RULES_DIR",
                Directory.Exists("rules") ? "rules" : Path.Combine(AppContext.BaseDirectory, "rules")
            ),
            SourceGroups = new SourceGroups(groups),
            DefaultStart = TimeOf(settings, "DEFAULT_START_TIME"),
            RuleReport = settings.Bool("RULE_REPORT", true),
            DefaultEnd = TimeOf(settings, "DEFAULT_END_TIME"),
            PanelNames = new PanelNames(settings.Map("LABEL_NAMES", PanelNames.Default)),
            ConflictGroups = Conflicts(settings),
        };
    }

    private static Dictionary<string, string> Groups(SettingsReader settings)
    {
        string own = settings.Text("SOURCE_GROUPS", "");
        var groups = own.StartsWith('=') ? [] : new Dictionary<string, string>(SourceGroups.Default, StringComparer.Ordinal);
        foreach (var (source, group) in settings.Pairs("SOURCE_GROUPS", own.TrimStart('=')))
            groups[source] = group;
        return groups;
    }

    private static string? TimeOf(SettingsReader settings, string name)
    {
        string? text = settings.Optional(name);
        if (text is not null && !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            settings.Wrong(name, $"'{text}' is neither a date (2020-01-01) nor a date-time (2020-01-01 06:00:00)");
        return text;
    }

    private static ConflictGroups Conflicts(SettingsReader settings)
    {
        var map = settings
            .Map("CONFLICT_GROUPS", DefaultConflicts)
            .ToDictionary(
                g => g.Key,
                g => (IReadOnlyList<string>)g.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            );
        foreach (var (name, panels) in map.Where(g => g.Value.Any(p => !p.StartsWith('/'))))
            settings.Wrong("CONFLICT_GROUPS", $"{name} has a panel that does not begin with '/': {string.Join(',', panels)}");
        try
        {
            return new ConflictGroups(map);
        }
        catch (ArgumentException e)
        {
            settings.Wrong("CONFLICT_GROUPS", e.Message);
            return new ConflictGroups(new Dictionary<string, IReadOnlyList<string>>());
        }
    }
}
