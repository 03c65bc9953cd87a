using System.Text;
using Audience.Data.Files;
using Audience.Hosting.Settings;
using Audience.Labeling;
using Audience.Labeling.Prepared;
using Audience.Labeling.RuleReports;
using Audience.Local.Files;

namespace Audience.Local.Labels;

/// <summary>What a labelling of files does.</summary>
internal sealed record LabelPlan
{
    /// <summary>What labels.</summary>
    public required ILabelModel Model { get; init; }

    /// <summary>The columns of the files.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Which of them are which.</summary>
    public required PostColumns Posts { get; init; }

    /// <summary>The column whose text is labelled.</summary>
    public required int Text { get; init; }

    /// <summary>What rows are written as.</summary>
    public required FileFormat Format { get; init; }

    /// <summary>Between the cells of CSV.</summary>
    public required byte Separator { get; init; }

    /// <summary>A row for each label, rather than one for each post.</summary>
    public bool PerLabel { get; init; }

    /// <summary>Only the new columns.</summary>
    public bool OnlyLabels { get; init; }

    /// <summary>The score of every label.</summary>
    public bool Scores { get; init; }

    /// <summary>The rules that matched, and where.</summary>
    public bool Matches { get; init; }

    /// <summary>Whether rules are counted.</summary>
    public bool Report { get; init; }

    /// <summary>Whether panels are made.</summary>
    public bool Panels { get; init; }

    /// <summary>Whether the first row that cannot be read ends it.</summary>
    public bool Strict { get; init; }

    /// <summary>What labels and sources mean.</summary>
    public required LabelSettings Settings { get; init; }

    /// <summary>The labels, UTF-8.</summary>
    public IReadOnlyList<byte[]> Labels => field ??= [.. Model.Labels.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The panel of each label.</summary>
    public IReadOnlyList<string> PanelNames => field ??= [.. Model.Labels.Select(Settings.PanelNames.Of)];

    /// <summary>The model as one with scores.</summary>
    public PreparedModel? Scored => Model as PreparedModel;

    /// <summary>The model as one that tells its rules.</summary>
    public IRuleModel? Ruled => RuleModels.Of(Model);

    /// <summary>The columns that are written.</summary>
    public IReadOnlyList<string> OutputColumns =>
        [
            .. OnlyLabels ? [] : Columns,
            PerLabel ? "label" : "labels",
            .. Scores ? ["scores"] : (string[])[],
            .. Matches ? ["matches"] : (string[])[],
        ];

    /// <summary>Counts rules; null where none are to be counted.</summary>
    public RuleReport? CreateReport() =>
        Report && Ruled is { } ruled ? new RuleReport(ruled, Settings.ConflictGroups.Groups, Settings.PanelNames.Of) : null;

    /// <summary>Writes the rows.</summary>
    public RowWriter CreateWriter() => RowWriter.Create(Format, OutputColumns, Separator);

    /// <summary>Whether a row of a file can be taken as it stands.</summary>
    public bool TakesRaw(TableFile file) =>
        !OnlyLabels && file.Format == Format && (Format != FileFormat.Csv || file.Separator == Separator);
}
