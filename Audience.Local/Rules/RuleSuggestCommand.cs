using System.CommandLine;
using Audience.Client;
using Audience.Local.Remote;

namespace Audience.Local.Rules;

/// <summary><c>rules suggest</c>: keywords that a label of a file lacks, by a sample of posts that a running API reads.</summary>
internal static class RuleSuggestCommand
{
    /// <param name="options">Which rules, and which posts.</param>
    public static Command Create(RuleSampleOptions options)
    {
        Option<string> label = new("--label") { Description = "A label of the file.", Required = true };
        var command = options.Command("suggest", "Show keywords that a label lacks, by a sample of the posts of a running API.", label);
        command.SetAction(
            (parsed, cancellationToken) =>
                ApiCalls.RunAsync(
                    parsed,
                    async (_, api) =>
                    {
                        var request = await options.RequestAsync<SuggestRequest>(parsed, api, cancellationToken);
                        request.Label = parsed.GetValue(label)!;
                        (request.Sample, request.Seed) = (parsed.GetValue(options.Sample), parsed.GetValue(options.Seed));
                        var suggestions = (await api.SuggestKeywordsAsync(request, cancellationToken)).ErrorMessage;
                        return new RuleSuggestView(parsed.GetValue(ApiOptions.Json)).Show(suggestions);
                    }
                )
        );
        return command;
    }
}
