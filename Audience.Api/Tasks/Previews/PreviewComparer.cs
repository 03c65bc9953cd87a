using System.Text.Json;
using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Api.Tasks.Explain;
using Audience.Contracts.Messages;
using Audience.Data.Models;
using Audience.Data.Tasks;

namespace Audience.Api.Tasks.Previews;

/// <summary>Finds what a preview is compared with: another PATTERN, or a task.</summary>
public sealed class PreviewComparer(TaskRequestReader reader, ExplainActions tasks)
{
    /// <summary>COMPARE of a body; null where it is absent. A mistake is noted in the body.</summary>
    public static JsonElement? Read(RequestBody body)
    {
        if (body.Value("COMPARE") is not { } compare)
            return null;
        if (compare.ValueKind is JsonValueKind.String)
            return body.Text("COMPARE") is null ? null : compare;
        if (compare.ValueKind is JsonValueKind.Object)
            return compare;
        body.Wrong("COMPARE", "value is neither a PATTERN (a dict) nor a TASK_ID (a str)", "type_error.dict");
        return null;
    }

    /// <summary>What COMPARE names.</summary>
    /// <param name="compare">COMPARE.</param>
    /// <param name="fields">What the preview is of.</param>
    /// <param name="models">Its prepared models.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ApiException">400: it cannot be used; 404: there is no such task.</exception>
    public async Task<PreviewedOther?> FindAsync(
        JsonElement? compare,
        TaskFields fields,
        IReadOnlyList<ModelRow> models,
        CancellationToken cancellationToken
    )
    {
        if (compare is not { } other)
            return null;
        if (other.ValueKind == JsonValueKind.String)
            return await OfTaskAsync(other.GetString()!, cancellationToken);
        if (models.Count > 0 && fields.Pattern is null)
            throw TaskErrors.Bad(
                "COMPARE: a PATTERN takes the place of the request's, and this one has none, as prepared models alone label: name a task"
            );
        if (!other.EnumerateObject().Any())
            throw TaskErrors.Bad("COMPARE: the PATTERN is empty: leave COMPARE out to compare with nothing");
        try
        {
            var (definition, _) = reader.Read(fields with { Pattern = other }, models);
            return Of(null, definition);
        }
        catch (ApiException e)
        {
            // The request itself has been read before: COMPARE is to blame.
            throw new ApiException(400, "COMPARE: " + e.Message, e);
        }
    }

    private async Task<PreviewedOther> OfTaskAsync(string taskId, CancellationToken cancellationToken)
    {
        try
        {
            var definition = await tasks.FindAsync(taskId, cancellationToken);
            return Of(definition.TaskId, definition);
        }
        catch (ApiException e) when (e.Code is 400 or 404)
        {
            throw new ApiException(e.Code, "COMPARE: " + e.Message, e);
        }
    }

    private static PreviewedOther Of(string? taskId, TaskDefinition definition) =>
        new(taskId, JsonSerializer.Serialize(definition), definition.Pattern);
}
