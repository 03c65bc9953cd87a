using System.Text.Json;
using Audience.Client;
using Audience.Local.Remote;
using Spectre.Console;

namespace Audience.Local.Audiences;

/// <summary>Shows audiences, as tables for people or as JSON for programs.</summary>
internal sealed class AudienceView(bool json) : ApiView(json)
{
    public int Count(AudienceCount count)
    {
        var table = new Table().AddColumn("source group").AddWhole("authors");
        foreach (var (group, authors) in count.Groups)
            table.AddRow(Row(group, authors));
        table.AddRow(Row("in all", count.Authors));
        return Show(count, table);
    }

    public int Overlap(PanelOverlap overlap)
    {
        var table = new Table().AddColumn("panels").AddWhole("authors");
        foreach (var combination in overlap.Combinations)
            table.AddRow(Row(string.Join(" ", combination.Panels), combination.Authors));
        table.Caption($"{overlap.Authors} authors; {overlap.Others} more have other panels only");
        return Show(overlap, table);
    }

    public async Task<int> ListAsync(AudienceClient api, CancellationToken cancellationToken)
    {
        var audiences = (await api.ListAudiencesAsync(cancellationToken)).ErrorMessage;
        var table = new Table().AddWhole("audience").AddColumn("name").AddWhole("authors");
        foreach (var audience in audiences)
            table.AddRow(Row(audience.AudienceId, audience.Name, audience.Authors));
        return Show(audiences, table);
    }

    public async Task<int> StatusAsync(AudienceClient api, string id, CancellationToken cancellationToken)
    {
        var details = (await api.GetAudienceAsync(id, cancellationToken)).ErrorMessage;
        var table = new Table().AddWhole("counted", "authors");
        foreach (var size in details.History)
            table.AddRow(Row(size.Time, size.Authors));
        table.Caption(Markup.Escape($"{details.Audience.Name}: {details.ErrorMessage ?? $"{details.Size?.Authors} authors now"}"));
        Show(details, table);
        return details.ErrorMessage is null ? 0 : 1;
    }

    /// <summary>Says that an audience was saved: its id, on a line of its own.</summary>
    public int SavedAs(AudienceDetails details)
    {
        Console.WriteLine(IsJson ? JsonSerializer.Serialize(details, Options) : details.Audience.AudienceId);
        return 0;
    }
}
