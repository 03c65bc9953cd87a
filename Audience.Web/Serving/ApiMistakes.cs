using Audience.Client;

namespace Audience.Web.Serving;

/// <summary>A mistake that the API found.</summary>
/// <param name="Field">The request's field, or empty where it belongs to none.</param>
/// <param name="Text">What is wrong.</param>
public sealed record Mistake(string Field, string Text);

/// <summary>Reads the API's errors.</summary>
internal static class ApiMistakes
{
    /// <summary>The mistakes that an answer names.</summary>
    public static IReadOnlyList<Mistake> Of(AudienceException error) =>
        error switch
        {
            AudienceException<ValidationProblems> form => [.. form.Result.Detail.Select(Read)],
            AudienceException<EnvelopeOfString> call => [new Mistake(FieldOf(call.Result.ErrorMessage), call.Result.ErrorMessage)],
            AudienceException<ModelError> model => [new Mistake("", model.Result.ErrorMessage)],
            // Not of the API: a proxy's page. Its status is all that can be said.
            _ => [new Mistake("", $"HTTP {error.StatusCode}")],
        };

    private static Mistake Read(ValidationProblem problem)
    {
        var place = problem.Loc.Skip(1).ToList();
        return new Mistake(place.FirstOrDefault() ?? "", string.Join(": ", place.Skip(1).Append(problem.Msg)));
    }

    // Errors that are no mistakes of form name the field at their beginning.
    private static string FieldOf(string text)
    {
        (string Word, string Field)[] words =
        [
            ("PATTERN", "PATTERN"),
            ("SITE_CONFIG", "SITE_HOST"),
            ("there is no model", "MODEL_ID_LIST"),
            ("COMPARE", "COMPARE"),
            ("GOLD", "GOLD"),
            ("QUEUE", "QUEUE"),
            ("queue", "QUEUE"),
            ("input schema", "SOURCE"),
            ("input table", "SOURCE"),
            ("INPUT_", "SOURCE"),
            ("start_time", "START_TIME"),
            ("NAME", "NAME"),
            ("SINCE", "SINCE"),
            ("CRON", "CRON"),
            ("there is no TIME_ZONE", "TIME_ZONE"),
            ("END_TIME", "END_TIME"),
            ("CALLBACK_URL", "CALLBACK_URL"),
            ("OF ", "OF"),
            ("WHERE", "WHERE"),
            ("unknown panel", "WHERE"),
        ];
        return words.FirstOrDefault(w => text.StartsWith(w.Word, StringComparison.Ordinal)).Field ?? "";
    }
}
