using System.Text.Json;
using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Data.Audiences;

namespace Audience.Api.Audiences;

/// <summary>Reads what is asked of audiences. Asks no server.</summary>
public static class AudienceReader
{
    private const int MaxTasks = 100,
        MaxGroups = 100,
        MaxPanels = 12,
        MaxName = 180;

    /// <summary>Reads OF, WHERE and GROUPS.</summary>
    /// <exception cref="ValidationException">A field is missing or of the wrong type.</exception>
    /// <exception cref="ApiException">400: a value cannot be used.</exception>
    public static AudienceQuestion Read(RequestBody body)
    {
        var of = body.Texts("OF");
        var groups = body.Has("GROUPS") ? body.Texts("GROUPS") : [];
        var where = body.Value("WHERE");
        body.Check();
        return new AudienceQuestion(Ids(of), Expression(where), Groups(groups), where?.Clone());
    }

    /// <summary>Reads NAME, OF, WHERE and GROUPS.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static (string Name, AudienceQuestion Question) ReadSaved(RequestBody body)
    {
        string name = body.Required("NAME").Trim();
        var question = Read(body);
        if (name.Length is 0 or > MaxName || name.Any(char.IsControl))
            throw TaskErrors.Bad($"NAME '{(name.Length <= 40 ? name : name[..40] + "…")}' must have 1 to {MaxName} characters on one line");
        return (name, question);
    }

    /// <summary>Reads OF, PANELS and GROUPS.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static (AudienceQuestion Question, IReadOnlyList<string> Panels) ReadOverlap(RequestBody body)
    {
        var of = body.Texts("OF");
        var groups = body.Has("GROUPS") ? body.Texts("GROUPS") : [];
        string[] panels = [.. body.Texts("PANELS").Distinct(StringComparer.Ordinal)];
        body.Check();
        if (panels.Length is 0 or > MaxPanels)
            throw TaskErrors.Bad($"PANELS has {panels.Length} panels: give 1 to {MaxPanels}");
        if (panels.FirstOrDefault(p => p.Length < 2 || p[0] != '/') is { } wrong)
            throw TaskErrors.Bad($"PANELS: '{wrong}' is not the name of a panel, which begin with '/': /female");
        return (new AudienceQuestion(Ids(of), AudienceExpression.All, Groups(groups)), panels);
    }

    private static AudienceExpression Expression(JsonElement? where)
    {
        try
        {
            return where is { } json ? AudienceExpression.Read(json) : AudienceExpression.All;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw TaskErrors.Bad("WHERE " + (e is FormatException ? e.Message : "is not valid text: it holds half a surrogate pair"));
        }
    }

    private static string[] Ids(IReadOnlyList<string> of) =>
        of.Count is 0 or > MaxTasks
            ? throw TaskErrors.Bad($"OF has {of.Count} tasks: give 1 to {MaxTasks}")
            : [.. of.Select(TaskErrors.CheckId).Distinct()];

    private static IReadOnlyList<string> Groups(IReadOnlyList<string> groups) =>
        groups.Count > MaxGroups ? throw TaskErrors.Bad($"GROUPS has {groups.Count} groups: give at most {MaxGroups}") : groups;
}
