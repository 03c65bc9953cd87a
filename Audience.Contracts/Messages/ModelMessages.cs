namespace Audience.Contracts.Messages;

/// <summary>Something about the model may have changed, or it is new: look at the tables and do what they ask for.</summary>
/// <param name="ModelId">The model.</param>
public sealed record ModelMoved(Guid ModelId) : ITaskMessage
{
    Guid ITaskMessage.Id => ModelId;
}

/// <summary>Fits a model, or reads its rules.</summary>
/// <param name="ModelId">The model.</param>
public sealed record TrainModel(Guid ModelId) : ITaskMessage
{
    Guid ITaskMessage.Id => ModelId;
}

/// <summary>Evaluates a model on documents that it was not made with.</summary>
/// <param name="ModelId">The model.</param>
public sealed record TestModel(Guid ModelId) : ITaskMessage
{
    Guid ITaskMessage.Id => ModelId;
}

/// <summary>Published to every model worker: cancel what you are doing for this model.</summary>
/// <param name="ModelId">The model.</param>
public sealed record ModelAborted(Guid ModelId) : ITaskMessage
{
    Guid ITaskMessage.Id => ModelId;
}
