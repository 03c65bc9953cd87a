using System.Text.Json;
using Audience.Client;

namespace Audience.Web.Models;

/// <summary>A label's line in a report.</summary>
/// <param name="Label">The label, or what an average is called.</param>
/// <param name="Precision">0 to 1.</param>
/// <param name="Recall">0 to 1.</param>
/// <param name="F1">0 to 1.</param>
/// <param name="Support">Documents.</param>
public sealed record ReportRow(string Label, double Precision, double Recall, double F1, double Support)
{
    /// <summary>The lines of a report, which is in the shape of scikit-learn's.</summary>
    public static IReadOnlyList<ReportRow> Of(ModelReport report)
    {
        using var json = JsonDocument.Parse(report.Report);
        return
        [
            .. json
                .RootElement.EnumerateObject()
                .Where(p => p.Value.ValueKind == JsonValueKind.Object)
                .Select(p => new ReportRow(
                    p.Name,
                    Number(p.Value, "precision"),
                    Number(p.Value, "recall"),
                    Number(p.Value, "f1-score"),
                    Number(p.Value, "support")
                )),
        ];
    }

    private static double Number(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}
