using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Previews;

/// <summary>What a preview shows: the answer, or why there is none.</summary>
public sealed record PreviewShown
{
    /// <summary>Labels, rules, pairs and posts of a page: the answer may have many more than anybody reads.</summary>
    public const int MaxLabels = 40,
        MaxRules = 30,
        MaxPairs = 20,
        MaxChanged = 3,
        MaxChanging = 3,
        MaxFigures = 10,
        MaxText = 120,
        MaxExamples = 24,
        MaxConflicts = 5;

    /// <summary>Before anything is asked.</summary>
    public static PreviewShown Nothing { get; } = new();

    /// <summary>The answer.</summary>
    public TaskPreview? Answer { get; init; }

    /// <summary>What is wrong with the question.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; init; } = [];

    /// <summary>
    /// The rules that are shown, and others that were shown before: MODEL_TYPE on a line, then PATTERN as it was typed.
    /// </summary>
    public (string Shown, string Before) Remembered { get; init; } = ("", "");

    /// <summary>How many examples each label shows, so that a page stays small.</summary>
    public int ExamplesEach => Math.Clamp(MaxExamples / Math.Max(1, Answer?.Labels.Count ?? 1), 1, 5);

    /// <summary>Asks the API.</summary>
    public static async Task<PreviewShown> AskAsync(AudienceClient api, PreviewRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new PreviewShown { Answer = (await api.PreviewTaskAsync(request, cancellationToken)).ErrorMessage };
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 404 or 413 or 422 or 429 or 500 or 503)
        {
            return new PreviewShown { Mistakes = ApiMistakes.Of(e) };
        }
    }
}
