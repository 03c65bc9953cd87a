using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Audience.Client;
using Audience.Labeling;
using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Local.Remote;

namespace Audience.Local.Rules;

/// <summary>Which posts the rules of a file are tried on: the options that <c>rules preview</c> and <c>rules suggest</c> share.</summary>
/// <param name="source">The file.</param>
/// <param name="model">keyword_model or rule_model.</param>
/// <param name="predict">What is labelled.</param>
internal sealed class RuleSampleOptions(Argument<string> source, Option<string> model, Option<string> predict)
{
    private readonly Option<string?> _schema = new("--schema") { Description = "Source schema; default the API's." },
        _table = new("--table") { Description = "Source table; default ts_page_content." },
        _from = new("--from") { Description = "Start of the range, inclusive; default the first post." },
        _to = new("--to") { Description = "End of the range, exclusive; default after the last post." };

    private readonly Option<string[]> _fold = new("--fold")
    {
        Description = $"How keywords and texts are folded: {FoldNames.Known}.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary><c>--sample</c>.</summary>
    public Option<int?> Sample { get; } = new("--sample") { Description = "How many posts are read, 1,000 to 200,000; default 20,000." };

    /// <summary><c>--seed</c>.</summary>
    public Option<int?> Seed { get; } = new("--seed") { Description = "Chooses the posts; default 0." };

    /// <summary>A command with these options, and some of its own.</summary>
    public Command Command(string name, string description, params Option[] own)
    {
        var command = ApiOptions.Command(name, description);
        command.Add(source);
        foreach (var option in (Option[])[.. own, _schema, _table, _from, _to, Sample, Seed, _fold])
            command.Add(option);
        return command;
    }

    /// <summary>What the API is asked.</summary>
    public async Task<T> RequestAsync<T>(ParseResult parsed, AudienceClient api, CancellationToken cancellationToken)
        where T : CreateTaskRequest, new()
    {
        var pattern = Read(parsed, parsed.GetValue(source)!);
        var (start, end) = (parsed.GetValue(_from), parsed.GetValue(_to));
        if (start is null || end is null)
        {
            var (first, last) = await RangeAsync(api, parsed.GetValue(_schema), parsed.GetValue(_table), cancellationToken);
            (start, end) = (start ?? first, end ?? last);
        }
        return new T
        {
            ModelType = parsed.GetValue(model),
            PredictType = parsed.GetValue(predict),
            StartTime = start,
            EndTime = end,
            InputSchema = parsed.GetValue(_schema),
            InputTable = parsed.GetValue(_table),
            Pattern = pattern,
            Fold = parsed.GetValue(_fold) is { Length: > 0 } folds ? folds : null,
        };
    }

    /// <summary>The rules of a file, as PATTERN takes them.</summary>
    public Dictionary<string, IReadOnlyList<object>> Read(ParseResult parsed, string path)
    {
        var (modelType, predictType) = (parsed.GetValue(model)!, parsed.GetValue(predict)!);
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

    // From when to when there are posts in a table.
    private static async Task<(string First, string Last)> RangeAsync(
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
