using Audience.Api.Callbacks;
using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Dumps;
using Audience.Hosting;
using Audience.Hosting.Settings;

namespace Audience.Api.Dumps;

/// <summary>Reads a dump's body into what it will hold, or says what is wrong with it. Asks no server.</summary>
public sealed class DumpRequestReader(AudienceSettings settings, LocalClock clock)
{
    private const int MaxTasks = 1000;

    /// <summary>Reads the body.</summary>
    /// <exception cref="Errors.ValidationException">A field is missing or of the wrong type.</exception>
    /// <exception cref="Errors.ApiException">400: a value cannot be used.</exception>
    public DumpDefinition Read(RequestBody body)
    {
        string group = body.Required("GROUP");
        var ids = body.Texts("TASK_IDS");
        string? input = body.Text("INPUT_DATABASE");
        string output = body.Text("OUTPUT_DATABASE") ?? settings.Output.Schema;
        string? callback = CallbackUrls.Read(body);
        body.Check();

        var conflicts = settings.Labels.ConflictGroups.Groups;
        if (!conflicts.ContainsKey(group))
            throw TaskErrors.Bad($"unknown GROUP '{group}': use {string.Join(", ", conflicts.Keys)}");
        if (ids.Count is 0 or > MaxTasks)
            throw TaskErrors.Bad($"TASK_IDS has {ids.Count} tasks: give 1 to {MaxTasks}");
        foreach (var (field, name) in new[] { ("INPUT_DATABASE", input), ("OUTPUT_DATABASE", output) })
            if (name is not null && !SqlNames.IsValid(name))
                throw TaskErrors.Bad($"{field} '{name}' is not a valid name: letters, digits, '_', '$' and '-', at most 64");
        return new DumpDefinition
        {
            DumpId = TaskId.Format(Guid.NewGuid()),
            Group = group,
            TaskIds = [.. ids.Select(TaskErrors.CheckId).Distinct()],
            InputDatabase = input,
            OutputDatabase = output,
            CreateTime = clock.Now,
            CallbackUrl = callback,
        };
    }
}
