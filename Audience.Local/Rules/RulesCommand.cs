using System.CommandLine;
using Audience.Labeling;
using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Labeling.RuleChecks;

namespace Audience.Local.Rules;

/// <summary><c>rules check|preview|export|import</c>: looks after rules in files; only a preview needs a server.</summary>
internal static class RulesCommand
{
    private static readonly Argument<string> Source = new("source")
    {
        Description = "A PATTERN as JSON, a CSV with the columns label, keyword, match_type, or a rules directory.",
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
        return new Command("rules", "Look after rules in files.")
        {
            Model,
            Predict,
            Check(),
            RulePreviewCommand.Create(Source, Model, Predict),
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
        var target = new Argument<string>("target") { Description = "A new .json or .csv file, or a rules directory to write files in." };
        var command = new Command("export", "Write rules in another form; replaces nothing.") { Source, target };
        command.SetAction(parsed =>
            Run(() =>
            {
                var rules = RuleCheckView.Usable(Load(parsed));
                RuleWriter.Write(rules, parsed.GetValue(target)!, parsed.GetValue(Model)!, parsed.GetValue(Predict)!);
                Console.WriteLine(
                    $"{rules.Sum(label => label.Items.Count)} rules of {rules.Count} labels written to {parsed.GetValue(target)}"
                );
                return 0;
            })
        );
        return command;
    }

    private static Command Import()
    {
        var command = new Command("import", "Print rules as the PATTERN that a task takes.") { Source };
        command.SetAction(parsed =>
            Run(() =>
            {
                Console.WriteLine(ItemWriter.Write(RuleCheckView.Usable(Load(parsed))));
                return 0;
            })
        );
        return command;
    }

    private static RuleSet Load(ParseResult parsed) =>
        RuleReader.Read(parsed.GetValue(Source)!, parsed.GetValue(Model)!, parsed.GetValue(Predict)!);

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
