using System.Text.Json;
using Audience.Client;
using Audience.Web.Serving;
using Audience.Web.Texts;

namespace Audience.Web.Audiences;

/// <summary>How large an audience is, and how its panels overlap.</summary>
public sealed record AudienceShown
{
    private const int PanelsOfPicture = 6,
        MaxPanels = 12;

    /// <summary>What is asked.</summary>
    public required AudienceQuery Query { get; init; }

    /// <summary>How many authors; null where nothing was asked.</summary>
    public AudienceCount? Count { get; init; }

    /// <summary>How the panels overlap; null where nobody can say.</summary>
    public PanelOverlap? Overlap { get; init; }

    /// <summary>Which panels those are.</summary>
    public IReadOnlyList<string> Panels { get; init; } = [];

    /// <summary>What is wrong, by the request's fields.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; init; } = [];

    /// <summary>The name that was typed.</summary>
    public string Name { get; init; } = "";

    /// <summary>Asks the API.</summary>
    /// <param name="api">The API.</param>
    /// <param name="query">What to count; nothing without tasks.</param>
    /// <param name="common">Panels to draw where the expression names none.</param>
    /// <param name="words">For the mistakes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<AudienceShown> AskAsync(
        AudienceClient api,
        AudienceQuery query,
        IEnumerable<string> common,
        Words words,
        CancellationToken cancellationToken
    )
    {
        var shown = new AudienceShown { Query = query };
        if (query.Of.Count == 0)
            return shown;
        try
        {
            object? where = query.Expression;
            var request = new CountAudienceRequest
            {
                Of = [.. query.Of],
                Where = where,
                Groups = query.Groups.Count == 0 ? null : [.. query.Groups],
            };
            shown = shown with { Count = (await api.CountAudienceAsync(request, cancellationToken)).ErrorMessage };
            var named = AudienceWhere.Panels(where);
            return await shown.WithOverlapAsync(
                api,
                named.Count > 1 ? named : [.. named.Union(common).Take(PanelsOfPicture)],
                cancellationToken
            );
        }
        catch (JsonException e)
        {
            return shown with { Mistakes = [new Mistake("WHERE", words["New.BadJson", e.Message])] };
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 404 or 422 or 429)
        {
            return shown with { Mistakes = ApiMistakes.Of(e) };
        }
    }

    /// <summary>The same with how panels overlap.</summary>
    public async Task<AudienceShown> WithOverlapAsync(AudienceClient api, IReadOnlyList<string> panels, CancellationToken cancellationToken)
    {
        string[] drawn = [.. panels.Take(MaxPanels)];
        if (drawn.Length == 0)
            return this;
        var request = new OverlapRequest
        {
            Of = [.. Query.Of],
            Panels = drawn,
            Groups = Query.Groups.Count == 0 ? null : [.. Query.Groups],
        };
        var (overlap, _) = await Ask.TryAsync(async () => (await api.OverlapPanelsAsync(request, cancellationToken)).ErrorMessage);
        return this with { Overlap = overlap, Panels = drawn };
    }
}
