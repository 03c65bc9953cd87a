using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Audience.Tests.Deploy;

[Category("unit")]
internal sealed partial class DashboardTests
{
    private static readonly string[] s_metrics =
    [
        "audience_posts_read_total",
        "audience_label_rows_written_total",
        "audience_chunk_seconds_bucket",
        "audience_chunk_retries_total",
        "audience_tasks",
        "audience_queue_depth",
    ];

    private static readonly JsonNode s_dashboard = JsonNode.Parse(Repository.Read("deploy", "grafana", "audience-dashboard.json"))!;

    [Test]
    public void It_shows_every_metric_and_no_other_of_ours()
    {
        var shown = s_dashboard
            .Items("panels")
            .SelectMany(panel => panel.Items("targets"))
            .SelectMany(target => Metric().Matches(target["expr"]!.ToString()).Select(m => m.Value))
            .Distinct();

        Assert.That(shown, Is.EquivalentTo(s_metrics));
    }

    [Test]
    public void Panels_do_not_overlap()
    {
        Assert.That(s_dashboard.Items("panels").Select(panel => (int)panel["id"]!), Is.Unique);
        Assert.That(s_dashboard.Items("panels").Select(panel => panel["gridPos"]!.ToJsonString()), Is.Unique);
    }

    [GeneratedRegex("audience_[a-z_]+")]
    private static partial Regex Metric();
}
