using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Audience.Data.Files;
using Audience.Hosting.Settings;
using Audience.Labeling;
using Audience.Labeling.Folding;
using Audience.Local.Files;

namespace Audience.Local.Labels;

/// <summary>A call of <c>label</c>.</summary>
internal sealed record LabelJob
{
    public required IReadOnlyList<string> Files { get; init; }
    public required TableFileOptions Options { get; init; }
    public required IReadOnlyDictionary<string, string> Columns { get; init; }
    public string? Rules { get; init; }
    public string? Archive { get; init; }
    public required string ModelType { get; init; }
    public required string Predict { get; init; }
    public string? Text { get; init; }
    public TextFolds Folds { get; init; }
    public string? Out { get; init; }
    public FileFormat? OutFormat { get; init; }
    public bool PerLabel { get; init; }
    public bool OnlyLabels { get; init; }
    public bool Scores { get; init; }
    public bool Matches { get; init; }
    public string? Panels { get; init; }
    public bool Report { get; init; }
    public bool Strict { get; init; }
    public bool Quiet { get; init; }
    public bool Json { get; init; }

    /// <summary>Labels the files.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        OutputFile.CheckApart([.. Files, Rules ?? Archive!], [Out, Panels]);
        if (Archive is not null && Folds != TextFolds.None)
            throw new PatternException("--fold is for --rules: a prepared model says itself how it reads texts");
        var model = Archive is null ? LabelModelFile.FromRules(Rules!, ModelType, Predict, Folds) : LabelModelFile.FromArchive(Archive);
        long start = Stopwatch.GetTimestamp();
        // Open before anything is written: what is wrong with the first file is told at once.
        var first = await TableFile.OpenAsync(Files[0], Options, cancellationToken);
        var plan = Plan(model, first);
        var header = plan.CreateWriter();
        if (!Options.NoHeader || plan.Format is FileFormat.JsonLines or FileFormat.Parquet)
        {
            if (first.HasMark && plan.Format == FileFormat.Csv)
                header.Output.Add(Encoding.UTF8.Preamble);
            header.Header();
        }
        await using var output = await OutputFile.CreateAsync(Out, header, flush: Out is null, cancellationToken);
        await using var spool = Panels is null ? null : new PanelSpool(plan.Settings.ConflictGroups);
        var tallies = await LabelProgress.ShowAsync(
            Files.Count,
            Quiet,
            progress => new LabelRun(plan, output, spool).RunAsync(OpenAsync(first, cancellationToken), progress, cancellationToken)
        );
        long? panels = spool is null ? null : await WritePanelsAsync(spool, cancellationToken);
        await output.CompleteAsync();
        if (!Quiet)
            new LabelSummary(plan, tallies, Stopwatch.GetElapsedTime(start), panels).Show(Json, Out is null ? Console.Error : Console.Out);
        return 0;
    }

    private LabelPlan Plan(ILabelModel model, TableFile file)
    {
        var columns = PostColumns.Find(file.Name, file.Columns, Columns);
        if (Panels is not null)
            columns.Need("author", file.Name, file.Columns);
        var settings = new SettingsReader(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var plan = new LabelPlan
        {
            Model = model,
            Columns = file.Columns,
            Posts = columns,
            Text =
                Text is not null ? PostColumns.Told(file.Name, file.Columns, "text", Text)
                : file.Columns.Count == 1 ? 0
                : columns.Need(Predict, file.Name, file.Columns),
            Format = OutFormat ?? (Out is null ? null : FileFormats.OfName(Out)) ?? (Out is null ? OnOutput(file.Format) : file.Format),
            Separator = file.Format == FileFormat.Csv ? file.Separator : (byte)',',
            PerLabel = PerLabel,
            OnlyLabels = OnlyLabels,
            Scores = Scores,
            Matches = Matches,
            Report = Report,
            Panels = Panels is not null,
            Strict = Strict,
            Settings = LabelSettings.Read(settings),
        };
        settings.Finish();
        return Check(plan);
    }

    private LabelPlan Check(LabelPlan plan)
    {
        if (Out is null && plan.Format == FileFormat.Parquet)
            throw new FileException("Parquet is written to a file: name one with --out");
        if (Scores && plan.Scored?.HasScores != true)
            throw new PatternException("--scores is for learned models: rules have none");
        if ((Matches || Report) && plan.Ruled is null)
            throw new PatternException("--matches and --report are for rules: a learned model has none");
        string added = PerLabel ? "label" : "labels";
        if (!OnlyLabels && plan.Columns.Contains(added, StringComparer.OrdinalIgnoreCase))
            throw new FileException($"the file has a column '{added}' already: rename it, or say --only-labels");
        return plan;
    }

    private static FileFormat OnOutput(FileFormat input) => input == FileFormat.Parquet ? FileFormat.Csv : input;

    private async IAsyncEnumerable<TableFile> OpenAsync(TableFile first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < Files.Count; i++)
        {
            await using var file = i == 0 ? first : await TableFile.OpenAsync(Files[i], Options, cancellationToken);
            if (!file.Columns.SequenceEqual(first.Columns))
                throw new FileException(
                    $"{file.Name} has the columns {string.Join(", ", file.Columns)}, "
                        + $"but {first.Name} has {string.Join(", ", first.Columns)}"
                );
            yield return file;
        }
    }

    private async Task<long> WritePanelsAsync(PanelSpool spool, CancellationToken cancellationToken)
    {
        var writer = RowWriter.Create(FileFormats.OfName(Panels!) ?? FileFormat.Csv, PanelRows.Columns);
        writer.Header();
        await using var file = await OutputFile.CreateAsync(Panels, writer, flush: false, cancellationToken);
        long rows = await spool.WriteAsync(new OutputRows(file, writer), cancellationToken);
        await file.CompleteAsync();
        return rows;
    }
}
