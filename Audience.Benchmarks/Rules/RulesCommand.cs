using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Audience.Benchmarks.Match;
using Audience.Labeling;
using Audience.Labeling.Items;
using Audience.Labeling.Matching;
using Audience.Labeling.Rules;

namespace Audience.Benchmarks.Rules;

/// <summary><c>rules</c>: expressions over posts, RuleModel against Python's re doing the same.</summary>
internal static class RulesCommand
{
    internal static Command Create()
    {
        Option<bool> json = new("--json") { Description = "End with a line that holds the results as a JSON object." };
        Option<double> seconds = new("--seconds") { Description = "Seconds to run each engine.", DefaultValueFactory = _ => 3 };
        Option<int> expressions = new("--expressions") { Description = "How many expressions.", DefaultValueFactory = _ => 200 };
        Option<int> count = new("--texts") { Description = "How many texts.", DefaultValueFactory = _ => 10_000 };
        Command command = new("rules", "Compares RuleModel with Python's re.") { json, seconds, expressions, count };
        command.SetAction(parsed =>
            Run(parsed.GetValue(json), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(expressions), parsed.GetValue(count))
        );
        return command;
    }

    private static int Run(bool json, TimeSpan time, int expressions, int count)
    {
        LabelExpressions[] labels = RuleExpressions.Make(expressions);
        string[] texts = MatchTexts.ChinesePosts(count).Texts;
        long heldByTexts = GC.GetTotalMemory(forceFullCollection: true);
        Stopwatch building = Stopwatch.StartNew();
        RuleModel model = new(labels);
        double built = building.Elapsed.TotalMilliseconds;
        LabelSet found = new(labels.Length);
        int[] bits = [.. texts.Select(text => Find(model, text, found))];
        double megabytes = (GC.GetTotalMemory(forceFullCollection: true) - heldByTexts) / 1e6;
        ReportEngine counting = new("every rule counted", texts, new ExpressionRuleModel(Items(labels)));
        for (int text = 0; text < texts.Length; text++)
            counting.Labels(text);
        double both = (GC.GetTotalMemory(forceFullCollection: true) - heldByTexts) / 1e6;
        double peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        Speed[] speeds = Rounds.Run(
            [text => Find(model, texts[text], found), text => counting.Labels(text)],
            [.. texts.Select(text => text.Length)],
            time
        );
        Speed own = speeds[0];
        Console.WriteLine(
            $"RuleModel    {own.MCharsPerSecond, 8:F2} Mchar/s, {own.AllocatedBytesPerText:F1} B/text, built in {built:F0} ms"
        );
        Console.WriteLine(
            $"memory       {megabytes, 8:F1} MB after all texts, {both:F1} MB with every rule counted too; the process's peak {peak:F0} MB"
        );
        Console.WriteLine($"every rule   {speeds[1].MCharsPerSecond, 8:F2} Mchar/s, {speeds[1].AllocatedBytesPerText:F1} B/text");

        PythonSearch? python = PythonSearch.TryRun(labels, texts, time);
        if (python is null)
        {
            Console.WriteLine("Python's re left out: there is no python3");
        }
        else
        {
            int differ = Enumerable.Range(0, texts.Length).Count(text => bits[text] != python.Labels[text]);
            Console.WriteLine($"Python's re  {python.MCharsPerSecond, 8:F2} Mchar/s");
            Console.WriteLine(
                $"ratio        {own.MCharsPerSecond / python.MCharsPerSecond, 8:F0}; they differ on {differ} "
                    + $"of {texts.Length} texts, {python.Labels.Count(bits => bits != 0)} of which get a label"
            );
        }
        if (json)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        expressions,
                        megabytes,
                        rule_model_mchars_per_second = own.MCharsPerSecond,
                        allocated_bytes_per_text = own.AllocatedBytesPerText,
                        python_re_mchars_per_second = python?.MCharsPerSecond,
                        ratio = own.MCharsPerSecond / python?.MCharsPerSecond,
                    }
                )
            );
        }
        return 0;
    }

    private static LabelItems[] Items(LabelExpressions[] labels) =>
        [
            .. labels.Select(label => new LabelItems(
                label.Label,
                [.. label.Expressions.Select(expression => new RuleItem(ItemTerm.Expression(expression)))]
            )),
        ];

    private static int Find(RuleModel model, string text, LabelSet found)
    {
        found.Clear();
        model.Label(text, found);
        return (found.Contains(0) ? 1 : 0) | (found.Contains(1) ? 2 : 0);
    }
}
