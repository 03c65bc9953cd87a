using System.Data.Common;
using System.Text.Json;
using Audience.Api.Errors;
using Audience.Data;
using Audience.Data.Datasets;
using Audience.Data.Documents;

namespace Audience.Api.Tasks;

/// <summary>Puts the rules of a set of <c>/documents/</c> in the place of a PATTERN, as they stand now.</summary>
public sealed class TaskRuleSets(OutputDatabase database)
{
    /// <summary>The fields with the rules that DATASET_NO names; without it, as they are.</summary>
    /// <exception cref="Errors.ApiException">
    /// 400: there is no such set, it has no rule of the kind, or a PATTERN is given besides.
    /// </exception>
    public async Task<TaskFields> ApplyAsync(TaskFields fields, CancellationToken cancellationToken)
    {
        if (fields.RuleSet is not { } named)
            return fields;
        if (!Contracts.Tasks.TaskId.TryParse(named, out var id))
            throw TaskErrors.Bad($"DATASET_NO '{named}' is not a rule set of /documents/: expect 32 hexadecimal digits");
        if (fields.Pattern is not null || fields.Models.Count > 0)
            throw TaskErrors.Bad("DATASET_NO stands for a PATTERN: send it without PATTERN, MODEL_JOB_ID and MODEL_ID_LIST");
        string set = Contracts.Tasks.TaskId.Format(id);
        try
        {
            await using var rules = await StoredDataset.OpenAsync(database, set, cancellationToken);
            await rules.FindJobAsync(needsLabels: true, cancellationToken);
            var keywords = fields.ModelType is null or "" ? await rules.RulesAsync("keyword", cancellationToken) : null;
            bool isKeyword = keywords?.Count > 0 || (fields.ModelType ?? "").Equals("keyword_model", StringComparison.OrdinalIgnoreCase);
            string type = isKeyword ? "keyword" : "regex";
            var found = keywords is { Count: > 0 } ? keywords : await rules.RulesAsync(type, cancellationToken);
            if (found.Count == 0)
                throw TaskErrors.Bad($"DATASET_NO {set} has no rule of type {type}");
            using var pattern = JsonDocument.Parse(RulePattern.Of(found, isKeyword));
            return fields with
            {
                Pattern = pattern.RootElement.Clone(),
                ModelType = fields.ModelType ?? (isKeyword ? "keyword_model" : "rule_model"),
            };
        }
        catch (DatasetException e)
        {
            throw TaskErrors.Bad(e.Message);
        }
        catch (DbException e)
        {
            throw TaskErrors.NoOutput(e.Message, e);
        }
    }
}
