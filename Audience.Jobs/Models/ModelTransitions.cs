using Audience.Data.Models;

namespace Audience.Jobs.Models;

/// <summary>
/// The ways of a model, and what changes with each. Sagas, API and watchdog change a model's state here and nowhere else, each with the row
/// locked. Preparation: pending → started → finished, untrainable or failed; break where a caller or a later preparation ends it.
/// Testing goes
/// beside it, in ext_status.
/// </summary>
public static class ModelTransitions
{
    /// <summary>What has not ended.</summary>
    public static bool IsOpen(string? status) => status is ModelStat.Pending or ModelStat.Started;

    /// <summary>Whether posts can be labelled with it, and it can be tested.</summary>
    public static bool IsReady(ModelState model) => model.TrainingStatus is ModelStat.Finished or ModelStat.Untrainable;

    /// <summary>A worker is to prepare it.</summary>
    public static void Start(ModelState model) => Move(model, ModelStat.Started, ModelStat.Pending, ModelStat.Started);

    /// <summary>It is ready.</summary>
    /// <param name="model">Started.</param>
    /// <param name="trainable">Whether it was learned; rules are untrainable.</param>
    /// <param name="artefact">The hash of its bytes.</param>
    public static void Finish(ModelState model, bool trainable, string? artefact)
    {
        Move(model, trainable ? ModelStat.Finished : ModelStat.Untrainable, ModelStat.Started);
        (model.Artefact, model.ErrorMessage, model.CheckAt) = (artefact, null, null);
    }

    /// <summary>It could not be made.</summary>
    public static void Fail(ModelState model, string reason)
    {
        Move(model, ModelStat.Failed, ModelStat.Started);
        (model.ErrorMessage, model.CheckAt) = (reason, null);
    }

    /// <summary>A worker is to test it.</summary>
    public static void StartTest(ModelState model) => model.ExtStatus = ModelStat.Started;

    /// <summary>Its test has ended.</summary>
    /// <param name="model">Being tested.</param>
    /// <param name="error">Why it failed; null where it did not.</param>
    public static void EndTest(ModelState model, string? error)
    {
        (model.ExtStatus, model.ErrorMessage, model.CheckAt) = (error is null ? ModelStat.Finished : ModelStat.Failed, error, null);
    }

    /// <summary>A caller, or a later preparation, ends what is being prepared or tested; false where nothing is.</summary>
    public static bool TryAbort(ModelState model, string reason)
    {
        if (!IsOpen(model.TrainingStatus) && !IsOpen(model.ExtStatus))
            return false;
        if (IsOpen(model.TrainingStatus))
            model.TrainingStatus = ModelStat.Break;
        if (IsOpen(model.ExtStatus))
            model.ExtStatus = ModelStat.Break;
        (model.ErrorMessage, model.CheckAt) = (reason, null);
        return true;
    }

    private static void Move(ModelState model, string to, params string[] from)
    {
        if (!from.Contains(model.TrainingStatus))
            throw new InvalidOperationException($"a model that is {model.TrainingStatus} cannot become {to}");
        model.TrainingStatus = to;
    }
}
