using System.CommandLine;
using System.Globalization;
using Audience.Client;
using Audience.Local.Remote;
using Spectre.Console;

namespace Audience.Local.Datasets;

/// <summary><c>datasets suspects</c>: shows documents whose labels are probably wrong.</summary>
internal static class SuspectsCommand
{
    private const int TextWidth = 36;
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    public static Command Create(Argument<string> id)
    {
        var predict = new Option<string>("--predict-type")
        {
            Description = "What of the documents is looked at.",
            DefaultValueFactory = _ => "CONTENT",
        };
        var limit = new Option<int>("--limit") { Description = "How many at most, 1 to 1000.", DefaultValueFactory = _ => 20 };
        var again = new Option<bool>("--again") { Description = "Search anew, in the data set as it stands now." };
        var command = new Command("suspects", "Show documents whose labels are probably wrong, the most doubtful first.")
        {
            id,
            predict,
            limit,
            again,
        };
        command.SetAction(
            (parsed, token) =>
                ApiCalls.RunAsync(
                    parsed,
                    async (_, api) =>
                    {
                        var (set, type) = (await DatasetIds.FindAsync(api, parsed.GetValue(id)!, token), parsed.GetValue(predict)!);
                        if (parsed.GetValue(again))
                            await api.FindSuspectsAsync(set, new ReviewRequest { PredictType = type }, token);
                        var found = await api.ListSuspectsAsync(set, type, parsed.GetValue(limit), token);
                        while (found.Status == "started")
                        {
                            await Task.Delay(s_look, token);
                            found = await api.ListSuspectsAsync(set, type, parsed.GetValue(limit), token);
                        }
                        return Show(new ApiView(parsed.GetValue(ApiOptions.Json)), found);
                    }
                )
        );
        return command;
    }

    private static int Show(ApiView view, SuspectList found)
    {
        if (found.Status == "failed")
            throw new ApiCallException($"the search failed: {found.ErrorMessage}");
        var table = new Table()
            .AddWhole("document", "doubt")
            .AddColumns("label", "better?", "text")
            .Caption(
                string.Create(CultureInfo.InvariantCulture, $"{found.Total:N0} of {found.Documents:N0} documents are doubtful")
                    + (found.Outdated ? "; the data set was changed since (--again)" : "")
            );
        foreach (var suspect in found.Suspects)
        {
            string text = suspect.Document.Content.Length > 0 ? suspect.Document.Content : suspect.Document.Author;
            table.AddRow(
                ApiView.Row(
                    suspect.Document.Id,
                    suspect.Doubt.ToString("F2", CultureInfo.InvariantCulture),
                    suspect.Document.Label,
                    suspect.SuggestedLabel,
                    text.Length <= TextWidth ? text : text[..TextWidth] + "…"
                )
            );
        }
        return view.Show(found, table);
    }
}
