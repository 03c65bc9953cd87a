using System.CommandLine;
using Audience.Client;
using Audience.Local.Remote;
using Audience.Local.Tasks;

namespace Audience.Local.Rules;

/// <summary><c>rules preview</c>: tries the rules of a file on a sample of posts that a running API reads.</summary>
internal static class RulePreviewCommand
{
    /// <param name="options">Which rules, and which posts.</param>
    public static Command Create(RuleSampleOptions options)
    {
        Option<string?> compare =
                new("--compare")
                {
                    Description = "Compare with the rules of another file, or with a task (as much of its id as names one).",
                },
            gold = new("--gold") { Description = "The id of a data set whose labelled documents tell how right the rules are." };
        Option<string[]> types = new("--gold-types")
        {
            Description = "Which documents: train, dev, test, ext_test; default all.",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = options.Command(
            "preview",
            "Show what rules would do, by a sample of the posts of a running API.",
            compare,
            gold,
            types
        );
        command.SetAction(
            (parsed, cancellationToken) =>
                ApiCalls.RunAsync(
                    parsed,
                    async (_, api) =>
                    {
                        var request = await options.RequestAsync<PreviewRequest>(parsed, api, cancellationToken);
                        (request.Sample, request.Seed) = (parsed.GetValue(options.Sample), parsed.GetValue(options.Seed));
                        request.Gold = parsed.GetValue(gold);
                        request.GoldTypes = parsed.GetValue(types) is { Length: > 0 } some ? some : null;
                        if (parsed.GetValue(compare) is { } other)
                            request.Compare =
                                File.Exists(other) || Directory.Exists(other)
                                    ? options.Read(parsed, other)
                                    : await TaskIds.FindAsync(api, other, cancellationToken);
                        var preview = (await api.PreviewTaskAsync(request, cancellationToken)).ErrorMessage;
                        return new RulePreviewView(parsed.GetValue(ApiOptions.Json)).Show(preview);
                    }
                )
        );
        return command;
    }
}
