using System.Globalization;
using Audience.Client;
using Audience.Web.Definitions;
using Audience.Web.Serving;
using Audience.Web.Texts;

namespace Audience.Web.Previews;

/// <summary>The form for a new task, read as a question what that task would do.</summary>
internal static class PreviewForm
{
    /// <summary>How many posts a preview may read; the first is what it reads unless told.</summary>
    public static readonly IReadOnlyList<int> Samples = [20_000, 1000, 5000, 50_000, 200_000];

    /// <summary>The types of document that a data set has.</summary>
    public static readonly IReadOnlyList<string> Types = ["train", "dev", "test", "ext_test"];

    /// <summary>The request that it means, and what is wrong before the API is asked.</summary>
    public static (PreviewRequest Request, IReadOnlyList<Mistake> Mistakes) Read(NewTaskForm form, Words words)
    {
        var (request, mistakes) = form.Read<PreviewRequest>(words);
        request.Sample = Sample(form);
        request.Compare = PreviewOther.Read(form, words);
        request.Gold = form["GOLD"].Length == 0 ? null : form["GOLD"];
        request.GoldTypes = request.Gold is null || form["GOLD_TYPES"].Length == 0 ? null : [form["GOLD_TYPES"]];
        return (request, Without(request, mistakes));
    }

    /// <summary>The same as a question for keywords that a label lacks.</summary>
    public static (SuggestRequest Request, IReadOnlyList<Mistake> Mistakes) Read(NewTaskForm form, string label, Words words)
    {
        var (request, mistakes) = form.Read<SuggestRequest>(words);
        (request.Label, request.Sample) = (label, Sample(form));
        return (request, Without(request, mistakes));
    }

    private static int? Sample(NewTaskForm form) =>
        int.TryParse(form["SAMPLE"], NumberStyles.None, CultureInfo.InvariantCulture, out int sample) ? sample : null;

    // Nothing is produced, so nothing waits.
    private static IReadOnlyList<Mistake> Without(CreateTaskRequest request, IReadOnlyList<Mistake> mistakes)
    {
        request.Countdown = null;
        return [.. mistakes.Where(m => m.Field != "COUNTDOWN")];
    }
}
