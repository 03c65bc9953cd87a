using System.Globalization;

namespace Audience.Web.Tasks;

/// <summary>Which rules and rows of a task are shown.</summary>
public sealed record TaskReportQuery
{
    /// <summary>The orders of rules.</summary>
    public static readonly IReadOnlyList<string> Sorts = ["posts", "only", "conflicts", "rule"];

    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>Only this label; null for all.</summary>
    public string? Label { get; init; }

    /// <summary>Only this source group; null for all.</summary>
    public string? Group { get; init; }

    /// <summary>Only rows of the label's rule of this number; null for any.</summary>
    public int? Rule { get; init; }

    /// <summary>Only rows whose post has a conflicting label too.</summary>
    public bool Conflict { get; init; }

    /// <summary>How rules are sorted; null for by posts.</summary>
    public string? Sort { get; init; }

    /// <summary>How many rules are left out before.</summary>
    public int? Offset { get; init; }

    /// <summary>As an address asks for it; what means nothing is left out.</summary>
    public static TaskReportQuery Of(string id, IQueryCollection query)
    {
        string? label = Given("label");
        return new TaskReportQuery
        {
            TaskId = id,
            Label = label,
            Group = Given("group"),
            // Rules are numbered within their label.
            Rule = label is null ? null : Number("rule"),
            Conflict = Given("conflict") == "true",
            Sort = Given("sort") is { } sort && Sorts.Contains(sort) ? sort : null,
            Offset = Number("offset"),
        };

        string? Given(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
        int? Number(string name) =>
            int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;
    }

    /// <summary>The page's address.</summary>
    public override string ToString()
    {
        var fields = new Dictionary<string, string?>
        {
            ["label"] = Label,
            ["group"] = Group,
            ["rule"] = Rule?.ToString(CultureInfo.InvariantCulture),
            ["conflict"] = Conflict ? "true" : null,
            ["sort"] = Sort,
            ["offset"] = Offset?.ToString(CultureInfo.InvariantCulture),
        };
        return $"{ConsoleRegistration.Path}/tasks/{TaskId}{QueryString.Create(fields.Where(f => f.Value is not null))}";
    }
}
