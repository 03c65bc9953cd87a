using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Previews;

/// <summary>Keywords that a label lacks: the answer, or why there is none.</summary>
public sealed record SuggestionsShown
{
    /// <summary>Before anything is asked.</summary>
    public static SuggestionsShown Nothing { get; } = new();

    /// <summary>The answer.</summary>
    public KeywordSuggestions? Answer { get; init; }

    /// <summary>What is wrong with the question.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; init; } = [];

    /// <summary>Asks the API.</summary>
    public static async Task<SuggestionsShown> AskAsync(AudienceClient api, SuggestRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new SuggestionsShown { Answer = (await api.SuggestKeywordsAsync(request, cancellationToken)).ErrorMessage };
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 404 or 413 or 422 or 429 or 500 or 503)
        {
            return new SuggestionsShown { Mistakes = ApiMistakes.Of(e) };
        }
    }
}
