using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Audience.Client;
using Audience.Labeling;
using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Local.Remote;
using Audience.Local.Tasks;

namespace Audience.Local.Rules;

/// <summary><c>rules preview</c>: tries the rules of a file on a sample of posts that a running API reads.</summary>
internal static class RulePreviewCommand
{
    /// <param name="source">The file.</param>
    /// <param name="model">keyword_model or rule_model.</param>
    /// <param name="predict">What is labelled.</param>
    public static Command Create(Argument<string> source, Option<string> model, Option<string> predict)
    {
        var command = ApiOptions.Command("preview", "Show what rules would do, by a sample of the posts of a running API.");
        Option<string?> schema = new("--schema") { Description = "Source schema; default the API's." },
            table = new("--table") { Description = "Source table; default ts_page_content." },
            from = new("--from") { Description = "Start of the range, inclusive; default the first post." },
            to = new("--to") { Description = "End of the range, exclusive; default after the last post." },
            compare =
                new("--compare")
                {
                    Description = "Compare with the rules of another file, or with a task (as much of its id as names one).",
                },
            gold = new("--gold") { Description = "The id of a data set whose labelled documents tell how right the rules are." };
        Option<int?> sample = new("--sample") { Description = "How many posts are read, 1,000 to 200,000; default 20,000." },
            seed = new("--seed") { Description = "Chooses the posts; default 0." };
        Option<string[]> fold =
                new("--fold")
                {
                    Description = $"How keywords and texts are folded: {FoldNames.Known}.",
                    AllowMultipleArgumentsPerToken = true,
                },
            types =
                new("--gold-types")
                {
                    Description = "Which documents: train, dev, test, ext_test; default all.",
                    AllowMultipleArgumentsPerToken = true,
                };
        command.Add(source);
        foreach (Option option in (Option[])[schema, table, from, to, compare, gold, sample, seed, fold, types])
            command.Add(option);
        command.SetAction(
            (parsed, cancellationToken) =>
                ApiCalls.RunAsync(
                    parsed,
                    async (_, api) =>
                    {
                        Dictionary<string, IReadOnlyList<object>> Rules(string path) =>
                            Read(path, parsed.GetValue(model)!, parsed.GetValue(predict)!);
                        var pattern = Rules(parsed.GetValue(source)!);
                        var (start, end) = (parsed.GetValue(from), parsed.GetValue(to));
                        if (start is null || end is null)
                        {
                            var (first, last) = await RangeAsync(api, parsed.GetValue(schema), parsed.GetValue(table), cancellationToken);
                            (start, end) = (start ?? first, end ?? last);
                        }
                        var request = new PreviewRequest
                        {
                            ModelType = parsed.GetValue(model),
                            PredictType = parsed.GetValue(predict),
                            StartTime = start,
                            EndTime = end,
                            InputSchema = parsed.GetValue(schema),
                            InputTable = parsed.GetValue(table),
                            Pattern = pattern,
                            Fold = parsed.GetValue(fold) is { Length: > 0 } folds ? folds : null,
                            Sample = parsed.GetValue(sample),
                            Seed = parsed.GetValue(seed),
                            Gold = parsed.GetValue(gold),
                            GoldTypes = parsed.GetValue(types) is { Length: > 0 } some ? some : null,
                        };
                        if (parsed.GetValue(compare) is { } other)
                            request.Compare =
                                File.Exists(other) || Directory.Exists(other)
                                    ? Rules(other)
                                    : await TaskIds.FindAsync(api, other, cancellationToken);
                        var preview = (await api.PreviewTaskAsync(request, cancellationToken)).ErrorMessage;
                        return new RulePreviewView(parsed.GetValue(ApiOptions.Json)).Show(preview);
                    }
                )
        );
        return command;
    }

    /// <summary>The rules of a file, as PATTERN takes them.</summary>
    internal static Dictionary<string, IReadOnlyList<object>> Read(string path, string modelType, string predictType)
    {
        try
        {
            var rules = RuleCheckView.Usable(RuleReader.Read(path, modelType, predictType));
            return rules.Count > 0
                ? rules.ToDictionary(
                    label => label.Label,
                    label =>
                        (IReadOnlyList<object>)
                            [.. label.Items.Select(item => (object)JsonSerializer.Deserialize<JsonElement>(ItemWriter.Write(item)))]
                )
                : throw new ApiCallException($"{path} has no rule for {modelType} on {predictType}");
        }
        catch (PatternException e)
        {
            throw new ApiCallException(e.Message);
        }
    }

    /// <summary>From when to when there are posts in a table.</summary>
    internal static async Task<(string First, string Last)> RangeAsync(
        AudienceClient api,
        string? schema,
        string? table,
        CancellationToken cancellationToken
    )
    {
        var sources = (await api.ListSourcesAsync(cancellationToken)).ErrorMessage;
        var found = sources.FirstOrDefault(s =>
            (schema is null || s.InputSchema == schema) && (table is null ? s.IsDefault || schema is not null : s.InputTable == table)
        );
        return found is { FirstPost: { } first, LastPost: { } last }
            ? (Text(first), Text(last.AddSeconds(1)))
            : throw new ApiCallException("it cannot be told from when to when there are posts: give --from and --to");

        static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
