using System.CommandLine;
using Audience.Client;
using Audience.Labeling;
using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Labeling.RuleChecks;
using Audience.Local.Remote;

namespace Audience.Local.Rules;

/// <summary><c>rules check|preview|suggest|export|import</c>: looks after rules in files and rule sets.</summary>
internal static class RulesCommand
{
    private static readonly Argument<string> Source = new("source")
    {
        Description =
            "A PATTERN as JSON, a CSV with the columns label, keyword, match_type, a rules directory, "
            + "or (export and import) the id of a rule set of a running API.",
    };

    private static readonly Option<string> Model = new("--model-type")
    {
        Description = "keyword_model or rule_model.",
        DefaultValueFactory = _ => "keyword_model",
        Recursive = true,
    };

    private static readonly Option<string> Predict = new("--predict-type")
    {
        Description = "Of a rules directory: author_name, content, title or s_area_id.",
        DefaultValueFactory = _ => "author_name",
        Recursive = true,
    };

    public static Command Create()
    {
        Model.AcceptOnlyFromAmong("keyword_model", "rule_model");
        Predict.AcceptOnlyFromAmong("author_name", "content", "title", "s_area_id");
        var options = new RuleSampleOptions(Source, Model, Predict);
        return new Command("rules", "Look after rules in files.")
        {
            Model,
            Predict,
            Check(),
            RulePreviewCommand.Create(options),
            RuleSuggestCommand.Create(options),
            Export(),
            Import(),
        };
    }

    private static Command Check()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON instead of a table." };
        var fold = new Option<string[]>("--fold")
        {
            Description = $"How keywords will be folded: {FoldNames.Known}.",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("check", "Say what is wrong with rules, and which do nothing; exits 0 where all is well.")
        {
            Source,
            fold,
            json,
        };
        command.SetAction(parsed =>
            Run(() =>
                RuleCheckView.Show(Load(parsed), IsKeywords(parsed), FoldNames.Parse(parsed.GetValue(fold) ?? []), parsed.GetValue(json))
            )
        );
        return command;
    }

    private static Command Export()
    {
        var target = new Argument<string>("target")
        {
            Description = "A new .json or .csv file, a rules directory to write files in, or the id of a rule set of a running API.",
        };
        var command = new Command("export", "Write rules in another form; replaces nothing.")
        {
            Source,
            target,
            ApiOptions.Url,
            ApiOptions.Key,
        };
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(parsed, api => ExportAsync(api, parsed, parsed.GetValue(target)!, cancellationToken))
        );
        return command;
    }

    private static async Task<int> ExportAsync(AudienceClient api, ParseResult parsed, string target, CancellationToken cancellationToken)
    {
        var rules = RuleCheckView.Usable(await LoadAsync(api, parsed, cancellationToken));
        string what = $"{rules.Sum(label => label.Items.Count)} rules of {rules.Count} labels";
        if (RuleSetFile.IsId(target))
        {
            var result = await RuleSetFile.WriteAsync(api, target, rules, IsKeywords(parsed), cancellationToken);
            Console.WriteLine($"{what}: {result.Rules} written to rule set {target}, {result.Skipped} were there");
            return 0;
        }
        RuleWriter.Write(rules, target, parsed.GetValue(Model)!, parsed.GetValue(Predict)!);
        Console.WriteLine($"{what} written to {target}");
        return 0;
    }

    private static Command Import()
    {
        var command = new Command("import", "Print rules as the PATTERN that a task takes.") { Source, ApiOptions.Url, ApiOptions.Key };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed,
                    async api =>
                    {
                        Console.WriteLine(ItemWriter.Write(RuleCheckView.Usable(await LoadAsync(api, parsed, cancellationToken))));
                        return 0;
                    }
                )
        );
        return command;
    }

    private static RuleSet Load(ParseResult parsed) =>
        RuleReader.Read(parsed.GetValue(Source)!, parsed.GetValue(Model)!, parsed.GetValue(Predict)!);

    private static async Task<RuleSet> LoadAsync(AudienceClient api, ParseResult parsed, CancellationToken cancellationToken) =>
        RuleSetFile.IsId(parsed.GetValue(Source)!)
            ? await RuleSetFile.ReadAsync(api, parsed.GetValue(Source)!, IsKeywords(parsed), cancellationToken)
            : Load(parsed);

    private static Task<int> RunAsync(ParseResult parsed, Func<AudienceClient, Task<int>> run) =>
        ApiCalls.RunAsync(
            parsed,
            async (_, api) =>
            {
                try
                {
                    return await run(api);
                }
                catch (PatternException e)
                {
                    throw new ApiCallException(e.Message);
                }
            }
        );

    private static bool IsKeywords(ParseResult parsed) => parsed.GetValue(Model) == "keyword_model";

    // 0: done; 1: something is wrong with the rules; 2: they cannot be read, or not be written.
    private static int Run(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (PatternException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
    }
}
