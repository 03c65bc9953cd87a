using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Data.Files;
using Audience.Labeling.Items;
using Audience.Labeling.RuleReports;

namespace Audience.Local.Labels;

/// <summary>The columns that are written on demand: scores and matches.</summary>
internal sealed class ExtraColumns(LabelPlan plan)
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly double[] _scores = new double[plan.Model.Labels.Count];
    private IReadOnlyList<RuleMatch> _matches = [];

    /// <summary>Looks at a text.</summary>
    public void Prepare(ReadOnlySpan<char> text)
    {
        if (plan.Scores)
            plan.Scored!.Score(text, _scores);
        if (plan.Matches)
            _matches = plan.Ruled!.Explain(text.ToString());
    }

    /// <summary>Writes what all labels have.</summary>
    public void Write(RowWriter row)
    {
        if (plan.Scores)
            row.AddJson(
                JsonSerializer.SerializeToUtf8Bytes(
                    plan.Model.Labels.Select((label, i) => (label, i))
                        .Where(label => double.IsFinite(_scores[label.i]))
                        .ToDictionary(label => label.label, label => _scores[label.i]),
                    s_json
                )
            );
        if (plan.Matches)
            row.Add(Encoding.UTF8.GetBytes(MatchLine.Of(_matches)));
    }

    /// <summary>Writes what one label has.</summary>
    public void Write(RowWriter row, int label)
    {
        if (plan.Scores)
            row.AddJson(Encoding.UTF8.GetBytes(_scores[label].ToString("R", CultureInfo.InvariantCulture)));
        if (plan.Matches)
            row.Add(Encoding.UTF8.GetBytes(MatchLine.Of(_matches.Where(match => match.Label == plan.Model.Labels[label]))));
    }
}
