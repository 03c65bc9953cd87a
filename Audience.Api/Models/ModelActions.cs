using Audience.Api.Requests;
using Audience.Contracts.Models;
using Audience.Contracts.Tasks;
using Audience.Data.Models;
using Audience.Hosting;
using Audience.Jobs.Models;
using Audience.Labeling.Prepared;

namespace Audience.Api.Models;

/// <summary>Prepares and tests models, and aborts that.</summary>
public sealed class ModelActions(
    ModelRequestReader reader,
    PreparationChecks checks,
    ModelTable models,
    ModelChanges changes,
    ModelAnnouncer announcer,
    LocalClock clock
)
{
    /// <summary>model_preparing.</summary>
    public async Task<ModelJob> PrepareAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var model = reader.ReadPreparation(body);
        await checks.RunAsync(model, cancellationToken);
        // Under an id that is in use the new version has one of its own until it takes the old one's place.
        if (await InsertAsync(model, cancellationToken) is not { } replaced)
        {
            model = model with { TaskId = TaskId.Format(Guid.NewGuid()), ModelId = model.TaskId };
            replaced = await InsertAsync(model, cancellationToken) ?? throw ModelErrors.InUse(model.TaskId);
        }
        try
        {
            // From here on the caller's patience does not count: the model is announced, or taken back.
            await announcer.WakeAsync(model.TaskId);
        }
        catch (Exception e)
        {
            if (await changes.RunAsync(token => models.WithdrawAsync(model.TaskId, replaced, token), CancellationToken.None))
                throw ModelErrors.NotStarted(e);
        }
        await announcer.TellAbortedAsync(replaced);
        return Answer(model);
    }

    /// <summary>model_testing.</summary>
    public async Task<ModelJob> TestAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var (id, queue, database, number, dataset, callback) = reader.ReadTest(body);
        var latest = await models.FindAsync(id, cancellationToken) ?? throw ModelErrors.Unknown(id.ToString());
        var row = await models.FindReadyAsync(id, cancellationToken) ?? throw ModelErrors.NotReady(id.ToString(), latest.TrainingStatus);
        var test = new ModelDefinition
        {
            TaskId = row.TaskId,
            ModelId = row.ModelId,
            JobId = row.JobId,
            Kind = ModelRequestReader.Kind(row.ModelName ?? ""),
            Feature = row.Feature ?? "CONTENT",
            ModelPath = row.ModelPath ?? "",
            Queue = queue,
            DatasetDb = database,
            DatasetNo = number,
            DatasetId = dataset,
            CallbackUrl = callback,
        };
        await checks.RunAsync(test, cancellationToken);
        if (!await changes.RunAsync(token => models.StartTestAsync(test, token), cancellationToken))
            throw ModelErrors.Unknown(id.ToString());
        try
        {
            await announcer.WakeAsync(row.TaskId);
        }
        catch (Exception e)
        {
            if (await changes.RunAsync(token => models.WithdrawTestAsync(row, token), CancellationToken.None))
                throw ModelErrors.NotStarted(e);
        }
        return Answer(test);
    }

    /// <summary>model_abort.</summary>
    public async Task<string> AbortAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var id = ModelRequestReader.ReadId(body);
        var model = await models.FindAsync(id, cancellationToken) ?? throw ModelErrors.Unknown(id.ToString());
        var open = await models.ListOpenAsync(id, cancellationToken);
        var hit = await changes.AbortAsync(open, $"{id} break by the external user", cancellationToken);
        if (hit.Count == 0 && model.TrainingStatus != ModelStat.Break && model.ExtStatus != ModelStat.Break)
            throw ModelErrors.Bad(
                $"model {id} is neither being prepared nor tested: its training_status is "
                    + $"{model.TrainingStatus} and its ext_status {model.ExtStatus ?? "null"}"
            );
        // Also where it was aborted before: the workers may not have heard.
        await announcer.TellAbortedAsync(hit.Count > 0 ? hit : [model.TaskId]);
        return $"{id} is successfully aborted, additional message: {id} break by the external user";
    }

    private Task<IReadOnlyList<string>?> InsertAsync(ModelDefinition model, CancellationToken cancellationToken) =>
        changes.RunAsync(token => models.InsertAsync(model, clock.Now, token), cancellationToken);

    private static ModelJob Answer(ModelDefinition model) =>
        new()
        {
            Queue = model.Queue,
            DatasetDb = model.DatasetDb,
            DatasetNo = model.DatasetId ?? (object)model.DatasetNo,
            ModelJobId = model.JobId,
            PredictType = model.Feature,
            ModelType = model.Kind.Name(),
            ModelInfo = new ModelInfo { ModelPath = model.ModelPath },
            TaskId = model.KnownAs,
        };
}
