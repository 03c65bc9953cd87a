using Audience.Labeling;
using Audience.Labeling.Rules;

namespace Audience.Tests.Labeling.Rules;

/// <summary>Made-up expressions find in made-up texts what Python's re finds, or both refuse them.</summary>
[Category("property")]
public sealed class PythonDifferentialTests
{
    private const int Seed = 20261125;
    private const int Expressions = 5_500;
    private const int TextsEach = 5;

    /// <summary>Matches none of the texts, and may backtrack without limit: so an automaton searches, as it does in long texts.</summary>
    private const string Unlimited = "|(?:qz|qy)+qx";

    [Test]
    public void Expressions_mean_what_they_mean_to_Python()
    {
        using Python? python = Python.TryStart();
        if (python is null)
            Assert.Ignore("there is no python3");
        MadeExpressions made = new(Seed);
        (int pairs, int matches, int refused, int invalid) = (0, 0, 0, 0);
        List<string> differences = [];
        for (int i = 0; i < Expressions; i++)
        {
            string expression = made.Expression();
            string[] texts = [.. Enumerable.Range(0, TextsEach).Select(_ => made.Text())];
            (bool[]? expected, string? error) = python.Search(expression, texts);
            (RuleModel? model, string? refusal) = TryMake(expression);
            if (expected is null)
            {
                invalid++;
                if (model is not null)
                    differences.Add($"{expression} is taken, Python says {error}");
            }
            else if (model is null)
            {
                refused++;
                if (!refusal!.Contains("not taken", StringComparison.Ordinal))
                    differences.Add($"Python takes it: {refusal}");
            }
            else
            {
                pairs += texts.Length;
                // An automaton takes a third of a millisecond to make: one in four.
                RuleModel? automaton = i % 4 == 0 ? new([new("label", [expression + Unlimited])], throwOnTimeout: true) : null;
                matches += expected.Count(found => found);
                for (int t = 0; t < texts.Length; t++)
                {
                    if (Labels.Of(model, texts[t]).Length > 0 != expected[t])
                        differences.Add($"{Shown(expression)} on {Shown(texts[t])}: Python says {expected[t]}");
                    if (automaton is not null && Labels.Of(automaton, texts[t]).Length > 0 != expected[t])
                        differences.Add($"{Shown(expression)} on {Shown(texts[t])}, by automaton: Python says {expected[t]}");
                }
            }
        }
        string counts = $"{pairs} pairs, {matches} of them match; {refused} refused, {invalid} invalid; {differences.Count} differences";
        TestContext.Out.WriteLine(counts);
        Assert.That(differences, Is.Empty, counts);
        Assert.That(pairs, Is.GreaterThanOrEqualTo(20_000), counts);
        Assert.That(refused, Is.LessThan(0.01 * (Expressions - invalid)), counts);
        Assert.That(matches, Is.InRange(pairs / 5, 4 * pairs / 5), counts);
    }

    private static (RuleModel? Model, string? Refusal) TryMake(string expression)
    {
        try
        {
            return (new RuleModel([new("label", [expression])], throwOnTimeout: true), null);
        }
        catch (PatternException e)
        {
            return (null, e.Message);
        }
    }

    private static string Shown(string text) => System.Text.Json.JsonSerializer.Serialize(text, Readable);

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
