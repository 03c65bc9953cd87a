using System.CommandLine;
using Audience.Client;
using Audience.Labeling.Folding;
using Audience.Local.Remote;

namespace Audience.Local.Rules;

/// <summary><c>rules suggest</c>: keywords that a label of a file lacks, by a sample of posts that a running API reads.</summary>
internal static class RuleSuggestCommand
{
    /// <param name="source">The file.</param>
    /// <param name="model">keyword_model or rule_model.</param>
    /// <param name="predict">What is labelled.</param>
    public static Command Create(Argument<string> source, Option<string> model, Option<string> predict)
    {
        var command = ApiOptions.Command("suggest", "Show keywords that a label lacks, by a sample of the posts of a running API.");
        Option<string> label = new("--label") { Description = "A label of the file.", Required = true };
        Option<string?> schema = new("--schema") { Description = "Source schema; default the API's." },
            table = new("--table") { Description = "Source table; default ts_page_content." },
            from = new("--from") { Description = "Start of the range, inclusive; default the first post." },
            to = new("--to") { Description = "End of the range, exclusive; default after the last post." };
        Option<int?> sample = new("--sample") { Description = "How many posts are read, 1,000 to 200,000; default 20,000." },
            seed = new("--seed") { Description = "Chooses the posts; default 0." };
        Option<string[]> fold = new("--fold")
        {
            Description = $"How keywords and texts are folded: {FoldNames.Known}.",
            AllowMultipleArgumentsPerToken = true,
        };
        command.Add(source);
        foreach (Option option in (Option[])[label, schema, table, from, to, sample, seed, fold])
            command.Add(option);
        command.SetAction(
            (parsed, cancellationToken) =>
                ApiCalls.RunAsync(
                    parsed,
                    async (_, api) =>
                    {
                        var pattern = RulePreviewCommand.Read(parsed.GetValue(source)!, parsed.GetValue(model)!, parsed.GetValue(predict)!);
                        var (start, end) = (parsed.GetValue(from), parsed.GetValue(to));
                        if (start is null || end is null)
                        {
                            var (first, last) = await RulePreviewCommand.RangeAsync(
                                api,
                                parsed.GetValue(schema),
                                parsed.GetValue(table),
                                cancellationToken
                            );
                            (start, end) = (start ?? first, end ?? last);
                        }
                        var request = new SuggestRequest
                        {
                            Label = parsed.GetValue(label)!,
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
                        };
                        var suggestions = (await api.SuggestKeywordsAsync(request, cancellationToken)).ErrorMessage;
                        return new RuleSuggestView(parsed.GetValue(ApiOptions.Json)).Show(suggestions);
                    }
                )
        );
        return command;
    }
}
