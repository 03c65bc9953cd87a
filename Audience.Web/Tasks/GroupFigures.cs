using System.Globalization;
using Audience.Client;

namespace Audience.Web.Tasks;

/// <summary>A source group's figures.</summary>
/// <param name="Name">The label table.</param>
/// <param name="Panels">Production rows.</param>
/// <param name="Authors">Distinct authors among the posts read.</param>
/// <param name="Rate">Of a hundred authors, as the API says it.</param>
public sealed record GroupFigures(string Name, string Panels, string Authors, string Rate)
{
    /// <summary>The rate as a number; 0 where it is none.</summary>
    public double RateValue => double.TryParse(Rate, CultureInfo.InvariantCulture, out double value) ? value : 0;

    /// <summary>Those of a task: its lists that go together, taken apart.</summary>
    public static IReadOnlyList<GroupFigures> Of(TaskSummary task)
    {
        string[] names = Split(task.Result);
        string[] panels = Split(task.LengthProdTable),
            authors = Split(task.UniqSourceAuthor),
            rates = Split(task.RateOfLabel);
        return panels.Length == 0
            ? []
            : [.. names.Select((name, i) => new GroupFigures(name, At(panels, i), At(authors, i), At(rates, i)))];
    }

    private static string[] Split(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string At(string[] list, int index) => index < list.Length ? list[index] : "–";
}
