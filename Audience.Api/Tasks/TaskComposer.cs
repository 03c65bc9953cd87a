using Audience.Api.Requests;
using Audience.Contracts.Tasks;
using Audience.Data.Models;
using Audience.Data.Tasks;

namespace Audience.Api.Tasks;

/// <summary>A task as a body asks for it.</summary>
/// <param name="Fields">What the body says, with the rules of the set that it names.</param>
/// <param name="Models">The prepared models that it names, in order.</param>
/// <param name="Definition">What the task will do.</param>
/// <param name="Configuration">What the caller is told of it.</param>
public sealed record ComposedTask(
    TaskFields Fields,
    IReadOnlyList<ModelRow> Models,
    TaskDefinition Definition,
    TaskConfiguration Configuration
);

/// <summary>Reads a create_task body, and what it names from the tables: the rules of a set, and prepared models.</summary>
public sealed class TaskComposer(TaskRequestReader reader, TaskRuleSets ruleSets, TaskModels models)
{
    /// <summary>The task of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="given">START_TIME and END_TIME of a body that may have neither, nor a TASK_ID; null where it has them.</param>
    /// <exception cref="Errors.ValidationException">A field is missing or of the wrong type.</exception>
    /// <exception cref="Errors.ApiException">A value cannot be used, or the tables cannot be read.</exception>
    public async Task<ComposedTask> ReadAsync(
        RequestBody body,
        CancellationToken cancellationToken,
        (string Start, string End)? given = null
    )
    {
        var fields = await ruleSets.ApplyAsync(reader.ReadFields(body, given), cancellationToken);
        var named = await models.FindAsync(fields, cancellationToken);
        var (definition, configuration) = reader.Read(fields, named);
        return new ComposedTask(fields, named, definition, configuration);
    }
}
