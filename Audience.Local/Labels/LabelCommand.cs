using System.CommandLine;
using Audience.Data.Files;
using Audience.Labeling.Folding;
using Audience.Local.Files;

namespace Audience.Local.Labels;

/// <summary><c>label FILE… --rules RULES</c>: labels files without any database.</summary>
internal static class LabelCommand
{
    private static readonly FileArguments s_files = new();
    private static readonly Option<string?> s_rules = new("--rules")
    {
        Description = "A PATTERN as JSON, a CSV with the columns label, keyword, match_type, or a rules directory.",
    };
    private static readonly Option<string?> s_archive = new("--model")
    {
        Description = "Instead of rules: an archive of a prepared model.",
    };
    private static readonly Option<string> s_modelType = new("--model-type")
    {
        Description = "Of the rules: keyword_model or rule_model.",
        DefaultValueFactory = _ => "keyword_model",
    };
    private static readonly Option<string> s_predict = new("--predict-type")
    {
        Description = "What is labelled: content, author_name, title or s_area_id.",
        DefaultValueFactory = _ => "content",
    };
    private static readonly Option<string?> s_text = new("--text") { Description = "The column that is labelled, whatever it is called." };
    private static readonly Option<string[]> s_fold = new("--fold")
    {
        Description = $"How keywords and texts are folded: {FoldNames.Known}.",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string?> s_out = new("--out") { Description = "Where to write; else standard output. .gz packs it." };
    private static readonly Option<string?> s_outFormat = new("--out-format")
    {
        Description = "csv, tsv, jsonl or parquet; else what the name of --out says, or the format of the input.",
    };
    private static readonly Option<bool> s_perLabel = new("--per-label") { Description = "Write a row for each label of a post." };
    private static readonly Option<bool> s_only = new("--only-labels") { Description = "Write the new columns alone." };
    private static readonly Option<bool> s_scores = new("--scores") { Description = "Add the score of each label (learned models)." };
    private static readonly Option<bool> s_matches = new("--matches") { Description = "Add the rules that matched, and where." };
    private static readonly Option<string?> s_panels = new("--panels") { Description = "Reduce to one panel per author, in this file." };
    private static readonly Option<bool> s_report = new("--report") { Description = "Show what each rule did." };
    private static readonly Option<bool> s_strict = new("--strict") { Description = "End at the first row that cannot be read." };
    private static readonly Option<bool> s_stdin = new("--stdin")
    {
        Description = "Read standard input, answer block by block, say nothing else.",
    };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print the figures as JSON." };

    public static Command Create()
    {
        s_modelType.AcceptOnlyFromAmong("keyword_model", "rule_model");
        s_predict.AcceptOnlyFromAmong("content", "author_name", "title", "s_area_id");
        s_outFormat.AcceptOnlyFromAmong([.. FileFormats.Names]);
        var command = new Command("label", "Label files: CSV, TSV, JSON lines or Parquet, without any database.");
        s_files.AddTo(command);
        Option[] options =
        [
            s_rules,
            s_archive,
            s_modelType,
            s_predict,
            s_text,
            s_fold,
            s_out,
            s_outFormat,
            s_perLabel,
            s_only,
            s_scores,
            s_matches,
            s_panels,
            s_report,
            s_strict,
            s_stdin,
            s_json,
        ];
        foreach (var option in options)
            command.Add(option);
        command.Validators.Add(result =>
        {
            if ((result.GetResult(s_rules) is null) == (result.GetResult(s_archive) is null))
                result.AddError("name either --rules or --model");
        });
        command.SetAction((parsed, cancellationToken) => FileErrors.ExitCodeAsync(() => Read(parsed).RunAsync(cancellationToken)));
        return command;
    }

    private static LabelJob Read(ParseResult parsed)
    {
        string[] files = s_files.Files(parsed);
        bool stdin = parsed.GetValue(s_stdin);
        return new LabelJob
        {
            Files =
                stdin ? ["-"]
                : files.Length > 0 ? files
                : throw new FileException("name a file to label, or - for standard input"),
            Options = s_files.Options(parsed) with { NoHeader = stdin || s_files.Options(parsed).NoHeader },
            Columns = s_files.Columns(parsed),
            Rules = parsed.GetValue(s_rules),
            Archive = parsed.GetValue(s_archive),
            ModelType = parsed.GetValue(s_modelType)!,
            Predict = parsed.GetValue(s_predict)!,
            Text = parsed.GetValue(s_text),
            Folds = FoldNames.Parse(parsed.GetValue(s_fold) ?? []),
            Out = parsed.GetValue(s_out),
            OutFormat = parsed.GetValue(s_outFormat) is { } format ? FileFormats.Parse(format) : null,
            PerLabel = parsed.GetValue(s_perLabel),
            OnlyLabels = parsed.GetValue(s_only),
            Scores = parsed.GetValue(s_scores),
            Matches = parsed.GetValue(s_matches),
            Panels = parsed.GetValue(s_panels),
            Report = parsed.GetValue(s_report),
            Strict = parsed.GetValue(s_strict),
            Quiet = stdin,
            Json = parsed.GetValue(s_json),
        };
    }
}
